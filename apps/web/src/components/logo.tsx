/** The product's sign: a shield with a clamp, drawn here. */
import type { ReactElement } from 'react';

export function Logo({ sizePx }: { sizePx: number }): ReactElement {
  return (
    <svg width={sizePx} height={sizePx} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M6 3h20a3 3 0 0 1 3 3v11c0 6.5-5.6 10.4-13 13C8.6 27.4 3 23.5 3 17V6a3 3 0 0 1 3-3z"
        fill="#14869f"
      />
      <path d="M10 9v14M22 9v14M10 16h12" stroke="#fff" strokeWidth="3.4" strokeLinecap="round" fill="none" />
    </svg>
  );
}
