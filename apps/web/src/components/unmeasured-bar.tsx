/** A bar that moves without claiming a percentage, for work whose total is not known. */
import type { ReactElement } from 'react';

export function UnmeasuredBar({ label }: { label: string }): ReactElement {
  return (
    <div className="unmeasured-bar" role="progressbar" aria-label={label}>
      <div />
    </div>
  );
}
