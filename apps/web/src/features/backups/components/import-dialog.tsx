/** Takes in a package from a tar file, with real progress, and asks before one that was not signed here. */
import { Alert, Checkbox, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { FilePicker } from './file-picker.js';
import { UploadProgressBar } from './upload-progress-bar.js';
import { useImport } from './use-import.js';

interface Props {
  isOpen: boolean;
  onClose: () => void;
}

export function ImportDialog({ isOpen, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [isAcknowledged, setAcknowledged] = useState(false);
  const leave = (): void => {
    setFile(null);
    setAcknowledged(false);
    onClose();
  };
  const run = useImport(leave);
  const close = (): void => {
    run.stop();
    leave();
  };
  const choose = (chosen: File | null): void => {
    run.reset();
    setFile(chosen);
    setAcknowledged(false);
  };
  const isRefused = run.isUntrusted && !isAcknowledged;
  return (
    <Modal
      open={isOpen}
      title={t('import.title')}
      onCancel={close}
      onOk={() => file !== null && run.start(file, isAcknowledged)}
      okText={t('import.start')}
      cancelText={run.isPending ? t('import.stop') : t('import.cancel')}
      okButtonProps={{ disabled: file === null || isRefused, loading: run.isPending }}
      mask={{ closable: false }}
      destroyOnHidden
    >
      <div className="stack">
        <div>{t('import.intro')}</div>
        <FilePicker file={file} isDisabled={run.isPending} onChoose={choose} />
        {run.isPending && <UploadProgressBar progress={run.progress} />}
        {run.error !== null && !run.isUntrusted && <ErrorNotice error={run.error} />}
        {run.isUntrusted && <Untrusted isAcknowledged={isAcknowledged} onChange={setAcknowledged} />}
      </div>
    </Modal>
  );
}

interface UntrustedProps {
  isAcknowledged: boolean;
  onChange: (isAcknowledged: boolean) => void;
}

function Untrusted({ isAcknowledged, onChange }: UntrustedProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('import.untrusted')}
      description={
        <div className="stack-small">
          <div>{t('foreign.meaning')}</div>
          <Checkbox checked={isAcknowledged} onChange={(event) => onChange(event.target.checked)}>
            {t('import.acknowledge')}
          </Checkbox>
        </div>
      }
    />
  );
}
