/** Why something failed and what to do. In English the reason comes first; else the reader's own language does. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ServerWords } from './server-words.js';

interface Props {
  /** The server's own words. */
  reason: string | null;
  way: string | null;
}

export function ReasonAndWay({ reason, way }: Props): ReactElement {
  const { i18n } = useTranslation();
  const reasonPart = reason !== null && <ServerWords text={reason} />;
  const wayPart = way !== null && <div className="break">{way}</div>;
  return i18n.language.startsWith('en') ? (
    <>
      {reasonPart}
      {wayPart}
    </>
  ) : (
    <>
      {wayPart}
      {reasonPart}
    </>
  );
}
