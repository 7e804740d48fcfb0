/** Says that the server cannot be reached and how old the data on the screen is; tries again by itself. */
import { ROUTES } from '@holdfast/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { request } from '../../api/client.js';
import { useConnection } from '../../api/connection.js';
import { RECONNECT_INTERVAL_MS } from '../../config/polling.js';
import { useFormat } from '../../formatting/use-format.js';

function useReconnect(isReachable: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (isReachable) return;
    const attempt = (): void => {
      request('GET', ROUTES.healthLive).then(
        () => client.invalidateQueries(),
        // Still away: the next attempt follows.
        () => undefined,
      );
    };
    const timer = setInterval(attempt, RECONNECT_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [client, isReachable]);
}

export function ConnectionBanner(): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { isReachable, lastAnswerMs } = useConnection();
  useReconnect(isReachable);
  return (
    <div role="status" aria-live="assertive">
      {!isReachable && (
        <Alert
          banner
          type="error"
          title={t('layout.offline')}
          description={
            lastAnswerMs === null
              ? t('layout.offlineRetrying')
              : t('layout.offlineSince', { time: format.time(new Date(lastAnswerMs).toISOString()) })
          }
        />
      )}
    </div>
  );
}
