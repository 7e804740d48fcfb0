/** The keys of the keyring: which is in use, since when, and with what its signatures are checked. */
import type { EncryptionKeyView } from '@holdfast/contract';
import { Tag, Typography } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { TimeText } from '../../../components/time-text.js';

export function KeyList({ keys }: { keys: readonly EncryptionKeyView[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <section className="stack-small">
      <h3>{t('encryption.keys')}</h3>
      <ul className="plain-list">
        {keys.map((key) => (
          <li key={key.id}>
            <Key entry={key} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Key({ entry }: { entry: EncryptionKeyView }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="stack-small">
      <div className="row">
        <Tag color={entry.isCurrent ? 'success' : 'default'}>
          {entry.isCurrent ? t('encryption.current') : t('encryption.former')}
        </Tag>
        {entry.createdAt !== null && <TimeText iso={entry.createdAt} withAge />}
      </div>
      <Typography.Text copyable code className="break">
        {entry.id}
      </Typography.Text>
      <details>
        <summary>{t('encryption.signingKey')}</summary>
        <Typography.Text copyable={{ text: entry.signingPublicKey }}>
          <pre className="kit">{entry.signingPublicKey}</pre>
        </Typography.Text>
      </details>
    </div>
  );
}
