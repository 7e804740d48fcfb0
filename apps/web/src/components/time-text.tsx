/** An instant in the browser's zone, and how long ago it was. */
import type { ReactElement } from 'react';

import { useFormat } from '../formatting/use-format.js';

interface Props {
  iso: string;
  withAge?: boolean;
}

export function TimeText({ iso, withAge = false }: Props): ReactElement {
  const format = useFormat();
  return (
    <time dateTime={iso} className="time">
      <span>{format.time(iso)}</span>
      {withAge && <span className="muted"> {format.age(iso)}</span>}
    </time>
  );
}
