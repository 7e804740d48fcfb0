/** Lets only people in who are logged in; the others go to the login page and come back afterwards. */
import { Spin } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router-dom';

import { useMe } from '../api/queries/use-me.js';
import { ErrorNotice } from '../components/error-notice.js';
import { paths } from '../config/paths.js';

export function RequireSession({ children }: { children: ReactNode }): ReactElement {
  const { t } = useTranslation();
  const location = useLocation();
  const me = useMe();
  if (me.data === null) {
    return <Navigate to={paths.loginThen(`${location.pathname}${location.search}`)} replace />;
  }
  if (me.data !== undefined) return <>{children}</>;
  if (me.error !== null) {
    return (
      <div className="lone-notice">
        <ErrorNotice error={me.error} onRetry={() => void me.refetch()} />
      </div>
    );
  }
  return (
    <div className="lone-notice" role="status" aria-label={t('app.loading')}>
      <Spin size="large" />
    </div>
  );
}
