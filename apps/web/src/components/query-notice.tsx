/** Why a page has no fresh data. While old data stands there, a lost connection is the banner's to tell. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { ConnectionError } from '../api/api-error.js';
import { ErrorNotice } from './error-notice.js';

export function QueryNotice({ query }: { query: UseQueryResult }): ReactElement | null {
  const { error, data } = query;
  if (error === null || (error instanceof ConnectionError && data !== undefined)) return null;
  return <ErrorNotice error={error} onRetry={() => void query.refetch()} />;
}
