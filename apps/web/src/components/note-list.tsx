/** Findings in words: what was noticed and what to do. */
import { ERROR_CODES, type ErrorCode, type ProblemNote } from '@holdfast/contract';
import { Alert } from 'antd';
import type { i18n as I18n, TFunction } from 'i18next';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { errorSentence } from './describe-error.js';

const TYPES = { blocker: 'error', warning: 'warning', info: 'info' } as const;

interface Props<Note extends ProblemNote> {
  notes: readonly Note[];
  /** What stands below a note, such as since when or a link. */
  footer?: (note: Note) => ReactNode;
}

function isErrorCode(code: string): code is ErrorCode {
  return code in ERROR_CODES;
}

/** The server speaks English: elsewhere a known code gives a heading in the reader's language. */
function headingOf(code: string, i18n: I18n, t: TFunction): string | null {
  if (i18n.language === 'en') return null;
  if (i18n.exists(`note.${code}`)) return t(`note.${code}`);
  return isErrorCode(code) ? errorSentence(code, i18n.language) : null;
}

export function NoteList<Note extends ProblemNote>({ notes, footer }: Props<Note>): ReactElement {
  const { t, i18n } = useTranslation();
  return (
    <div className="stack">
      {notes.map((note, index) => {
        const heading = headingOf(note.code, i18n, t);
        return (
          <Alert
            key={`${note.code}-${index}`}
            type={TYPES[note.severity]}
            showIcon
            title={heading ?? note.message}
            description={
              <>
                {heading !== null && <div>{note.message}</div>}
                {note.hint !== null && <div>{note.hint}</div>}
                {footer?.(note)}
              </>
            }
          />
        );
      })}
    </div>
  );
}
