/** The server's own English sentence with its names and figures, small where the reader's language is another. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function ServerWords({ text }: { text: string }): ReactElement {
  const { i18n } = useTranslation();
  const isForeign = !i18n.language.startsWith('en');
  return (
    <div className={isForeign ? 'break server-words' : 'break'} lang="en">
      {text}
    </div>
  );
}
