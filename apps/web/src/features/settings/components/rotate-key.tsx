/** Asks before a new key is made, and reminds of the recovery kit that is out of date from then on. */
import { Alert, Button, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { PrintKitLink } from './print-kit-link.js';
import { useRotateKey } from '../api/rotate-key.js';

export function RotateKey(): ReactElement {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const rotation = useRotateKey();
  const confirm = (): void => rotation.mutate(undefined, { onSuccess: () => setOpen(false) });
  return (
    <>
      <div>
        <Button onClick={() => setOpen(true)}>{t('encryption.rotate')}</Button>
      </div>
      {rotation.isSuccess && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('encryption.rotated')}
          description={
            <div className="stack-small">
              <div>{t('encryption.rotatedAdvice')}</div>
              <div>
                <PrintKitLink />
              </div>
            </div>
          }
        />
      )}
      <Modal
        open={isOpen}
        title={t('encryption.rotateAsk')}
        onCancel={() => setOpen(false)}
        onOk={confirm}
        okText={t('encryption.rotateConfirm')}
        okButtonProps={{ loading: rotation.isPending }}
        destroyOnHidden
      >
        <div className="stack-small">
          <div>{t('encryption.rotateMeaning')}</div>
          <div>{t('encryption.rotatedAdvice')}</div>
          {rotation.error !== null && <ErrorNotice error={rotation.error} />}
        </div>
      </Modal>
    </>
  );
}
