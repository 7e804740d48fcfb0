/** The recovery kit on request: shown, saved as a file, or printed. */
import { Alert, Button, Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useAnnounce } from '../../../components/use-announce.js';
import { useRecoveryKit } from '../api/get-recovery-kit.js';
import { downloadText } from './download-text.js';
import { PrintKitLink } from './print-kit-link.js';

const KIT_FILE_NAME = 'holdfast-recovery-kit.txt';

export function RecoveryKit(): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const kit = useRecoveryKit();
  const show = (): void => kit.mutate(undefined, { onError: (error) => announce.failure(error) });
  const text = kit.data ?? '';
  return (
    <>
      <Alert
        type="warning"
        showIcon
        role="note"
        title={t('encryption.kitTitle')}
        description={t('encryption.kitHint')}
      />
      <div className="row">
        <Button onClick={show} loading={kit.isPending}>
          {t('encryption.show')}
        </Button>
        <PrintKitLink />
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
