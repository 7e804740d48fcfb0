/** Makes a new key for the packages to come; the old ones stay, for the packages that are there. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useRotateKey(): UseMutationResult<unknown, Error, undefined> {
  return useAction(() => request('POST', ROUTES.encryptionKeys));
}
