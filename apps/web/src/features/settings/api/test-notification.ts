/** Sends a test e-mail to the saved recipients. */
import { ROUTES, type NotificationTestView } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useTestNotification(): UseMutationResult<NotificationTestView, Error, undefined> {
  return useAction(() => request<NotificationTestView>('POST', ROUTES.notificationTest));
}
