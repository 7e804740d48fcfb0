/** Changes some of the settings; those that are not named stay as they are. */
import { ROUTES, type SettingsView, type UpdateSettingsBody } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useUpdateSettings(): UseMutationResult<SettingsView, Error, UpdateSettingsBody> {
  return useAction((body) => request<SettingsView>('PATCH', ROUTES.settings, { body }));
}
