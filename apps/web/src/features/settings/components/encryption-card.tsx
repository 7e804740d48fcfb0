/** How backups are encrypted: the keys, a new one, and the recovery kit without which a lost key is a lost backup. */
import type { EncryptionKeysView } from '@holdfast/contract';
import { Card, Descriptions, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { QueryNotice } from '../../../components/query-notice.js';
import { useEncryptionKeys } from '../api/get-encryption-keys.js';
import { KeyList } from './key-list.js';
import { RecoveryKit } from './recovery-kit.js';
import { RotateKey } from './rotate-key.js';

export function EncryptionCard(): ReactElement {
  const { t } = useTranslation();
  const encryption = useEncryptionKeys();
  return (
    <Card title={t('encryption.title')}>
      <div className="stack">
        <QueryNotice query={encryption} />
        {encryption.isPending && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
        {encryption.data !== undefined && <EncryptionBody encryption={encryption.data} />}
      </div>
    </Card>
  );
}

function EncryptionBody({ encryption }: { encryption: EncryptionKeysView }): ReactElement {
  const { t } = useTranslation();
  const { isEncryptionEnabled, keyringPath, keys } = encryption;
  const hasKeys = keys.length > 0;
  return (
    <>
      <Descriptions
        size="small"
        column={1}
        items={[
          {
            key: 'state',
            label: t('encryption.state'),
            children: isEncryptionEnabled ? t('encryption.on') : t('encryption.off'),
          },
          {
            key: 'keyring',
            label: t('encryption.keyring'),
            children: <code className="break">{keyringPath}</code>,
          },
        ]}
      />
      {hasKeys && <KeyList keys={keys} />}
      {hasKeys && <RotateKey />}
      {hasKeys && <RecoveryKit />}
    </>
  );
}
