/** Findings in words: what was noticed and what to do. */
import type { ProblemNote } from '@holdfast/contract';
import { Alert } from 'antd';
import type { ReactElement, ReactNode } from 'react';

const TYPES = { blocker: 'error', warning: 'warning', info: 'info' } as const;

interface Props<Note extends ProblemNote> {
  notes: readonly Note[];
  /** What stands below a note, such as since when or a link. */
  footer?: (note: Note) => ReactNode;
}

export function NoteList<Note extends ProblemNote>({ notes, footer }: Props<Note>): ReactElement {
  return (
    <div className="stack">
      {notes.map((note, index) => (
        <Alert
          key={`${note.code}-${index}`}
          type={TYPES[note.severity]}
          showIcon
          title={note.message}
          description={
            <>
              {note.hint !== null && <div>{note.hint}</div>}
              {footer?.(note)}
            </>
          }
        />
      ))}
    </div>
  );
}
