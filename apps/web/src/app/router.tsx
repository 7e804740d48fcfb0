/** The one map where the features' pages meet. */
import { Navigate, type RouteObject } from 'react-router-dom';

import { paths } from '../config/paths.js';
import { AuditPage } from '../features/audit/pages/audit-page.js';
import { LoginPage } from '../features/auth/pages/login-page.js';
import { BackupStatusPage } from '../features/backups/pages/backup-status-page.js';
import { DestinationsPage } from '../features/destinations/pages/destinations-page.js';
import { DataRestorePage } from '../features/restores/pages/data-restore-page.js';
import { RecoveryKitPage } from '../features/settings/pages/recovery-kit-page.js';
import { SettingsPage } from '../features/settings/pages/settings-page.js';
import { AppLayout } from './layout/app-layout.js';
import { NotFoundPage } from './not-found-page.js';
import { RequireSession } from './require-session.js';
import { RouteError } from './route-error.js';

export const routes: RouteObject[] = [
  { path: paths.login, element: <LoginPage />, errorElement: <RouteError /> },
  {
    path: paths.recoveryKit,
    element: (
      <RequireSession>
        <RecoveryKitPage />
      </RequireSession>
    ),
    errorElement: <RouteError />,
  },
  {
    element: (
      <RequireSession>
        <AppLayout />
      </RequireSession>
    ),
    errorElement: <RouteError />,
    children: [
      { path: paths.home, element: <Navigate to={paths.backup} replace /> },
      { path: paths.backup, element: <BackupStatusPage /> },
      { path: paths.restore, element: <DataRestorePage /> },
      { path: paths.destinations, element: <DestinationsPage /> },
      { path: paths.settings, element: <SettingsPage /> },
      { path: paths.audit, element: <AuditPage /> },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];
