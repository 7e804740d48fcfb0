/** One import: its progress, its refusal where nobody vouched for the package, and its end. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ApiError } from '../../../api/api-error.js';
import type { UploadProgress } from '../../../api/upload.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useImportBackup } from '../api/import-backup.js';

export interface ImportRun {
  start: (file: File, acknowledgeForeign: boolean) => void;
  stop: () => void;
  reset: () => void;
  isPending: boolean;
  progress: UploadProgress | null;
  error: Error | null;
  isUntrusted: boolean;
}

export function useImport(onDone: () => void): ImportRun {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const intake = useImportBackup();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  const { error } = intake;
  return {
    start: (file, acknowledgeForeign) => {
      const controller = new AbortController();
      running.current = controller;
      setProgress(null);
      intake.mutate(
        { file, acknowledgeForeign, onProgress: setProgress, signal: controller.signal },
        {
          onSuccess: () => {
            announce.success(t('import.done'));
            onDone();
          },
        },
      );
    },
    stop: () => {
      running.current?.abort();
      intake.reset();
    },
    reset: intake.reset,
    isPending: intake.isPending,
    progress,
    error,
    isUntrusted: error instanceof ApiError && error.code === 'PACKAGE_NOT_TRUSTED',
  };
}
