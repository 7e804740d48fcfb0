/** Findings in words: what was noticed and what to do. */
import { ERROR_CODES, type ErrorCode, NOTE_CODES, type NoteCode, type ProblemNote } from '@holdfast/contract';
import { Alert } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { errorHint, errorSentence } from './describe-error.js';
import { ServerWords } from './server-words.js';

const TYPES = { blocker: 'error', warning: 'warning', info: 'info' } as const;

interface Props<Note extends ProblemNote> {
  notes: readonly Note[];
  /** What stands below a note, such as since when or a link. */
  footer?: (note: Note) => ReactNode;
}

interface NoteWords {
  title: string;
  hint: string | null;
  /** The server's own sentence, with its names and figures, where the title is a translation. */
  detail: string | null;
}

/** The server speaks English; for readers of Chinese its codes say what is meant. */
function wordsOf({ code, message, hint }: ProblemNote, language: string): NoteWords {
  const own = { title: message, hint, detail: null };
  if (!language.startsWith('zh')) return own;
  if (code in NOTE_CODES) {
    const entry = NOTE_CODES[code as NoteCode];
    return { title: entry.zh, hint: entry.zhHint, detail: message };
  }
  if (!(code in ERROR_CODES)) return own;
  const errorCode = code as ErrorCode;
  const title = errorSentence(errorCode, language);
  return { title, hint: errorHint(errorCode, hint, language), detail: message };
}

export function NoteList<Note extends ProblemNote>({ notes, footer }: Props<Note>): ReactElement {
  const { i18n } = useTranslation();
  return (
    <div className="stack">
      {notes.map((note, index) => {
        const words = wordsOf(note, i18n.language);
        return (
          <Alert
            key={`${note.code}-${index}`}
            type={TYPES[note.severity]}
            showIcon
            title={words.title}
            description={
              <>
                {words.hint !== null && <div>{words.hint}</div>}
                {words.detail !== null && <ServerWords text={words.detail} />}
                {footer?.(note)}
              </>
            }
          />
        );
      })}
    </div>
  );
}
