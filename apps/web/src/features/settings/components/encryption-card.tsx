/** How backups are encrypted, and the recovery kit without which a lost key is a lost backup. */
import { Alert, Button, Card, Descriptions, Modal, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useStatus } from '../../../api/queries/use-status.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useRecoveryKit } from '../api/get-recovery-kit.js';
import { downloadText } from './download-text.js';

const KIT_FILE_NAME = 'holdfast-recovery-kit.txt';

export function EncryptionCard(): ReactElement {
  const { t } = useTranslation();
  const status = useStatus();
  const encryption = status.data?.encryption;
  return (
    <Card title={t('encryption.title')}>
      {encryption === undefined ? (
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      ) : (
        <div className="stack">
          <Descriptions
            size="small"
            column={1}
            items={[
              {
                key: 'state',
                label: t('encryption.state'),
                children: encryption.isEnabled ? t('encryption.on') : t('encryption.off'),
              },
              { key: 'key', label: t('encryption.keyId'), children: encryption.keyId ?? '–' },
              {
                key: 'keyring',
                label: t('encryption.keyring'),
                children: <code className="break">{encryption.keyringPath}</code>,
              },
            ]}
          />
          {encryption.isEnabled && <RecoveryKit />}
        </div>
      )}
    </Card>
  );
}

function RecoveryKit(): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const kit = useRecoveryKit();
  const show = (): void => kit.mutate(undefined, { onError: (error) => announce.failure(error) });
  const text = kit.data ?? '';
  return (
    <>
      <Alert type="warning" showIcon title={t('encryption.kitTitle')} description={t('encryption.kitHint')} />
      <div>
        <Button onClick={show} loading={kit.isPending}>
          {t('encryption.show')}
        </Button>
      </div>
      <Modal
        open={kit.data !== undefined}
        title={t('encryption.kit')}
        width={760}
        onCancel={kit.reset}
        onOk={() => downloadText(KIT_FILE_NAME, text)}
        okText={t('encryption.download')}
        cancelText={t('encryption.close')}
        destroyOnHidden
      >
        <pre className="kit" tabIndex={0}>
          {text}
        </pre>
      </Modal>
    </>
  );
}
