/** Chooses the tar file of a package. The browser's own control speaks the browser's language, not the app's. */
import { FileZipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

interface Props {
  file: File | null;
  isDisabled: boolean;
  onChoose: (file: File | null) => void;
}

export function FilePicker({ file, isDisabled, onChoose }: Props): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="row">
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        accept=".tar,application/x-tar"
        aria-label={t('import.file')}
        disabled={isDisabled}
        onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
      />
      <Button icon={<FileZipOutlined />} disabled={isDisabled} onClick={() => input.current?.click()}>
        {t('import.choose')}
      </Button>
      <span className="break" aria-live="polite">
        {file === null ? t('import.noFile') : `${file.name} · ${format.size(file.size)}`}
      </span>
    </div>
  );
}
