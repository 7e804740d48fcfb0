/** Sends a package as a tar. It is read from the disk while it is sent, so that its size does not matter. */
import { ROUTES, type BackupView } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { upload, type UploadProgress } from '../../../api/upload.js';
import { useAction } from '../../../api/use-action.js';

export interface ImportRequest {
  file: File;
  acknowledgeForeign: boolean;
  onProgress: (progress: UploadProgress) => void;
  signal: AbortSignal;
}

export function useImportBackup(): UseMutationResult<BackupView | undefined, Error, ImportRequest> {
  return useAction(({ file, acknowledgeForeign, onProgress, signal }) =>
    upload<BackupView | undefined>(ROUTES.backupImport, file, {
      query: acknowledgeForeign ? { acknowledgeForeign: 'true' } : {},
      onProgress,
      signal,
    }),
  );
}
