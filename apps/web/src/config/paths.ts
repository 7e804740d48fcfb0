/** Every address of the web app. Links and routes are built here and nowhere else. */

function withQuery(path: string, query: Record<string, string>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}

export const paths = {
  home: '/',
  login: '/login',
  /** The login page, coming back to `wanted` afterwards. */
  loginThen: (wanted: string) => withQuery('/login', { next: wanted }),
  backup: '/backup',
  backupDetail: (backupId: string) => withQuery('/backup', { backup: backupId }),
  restore: '/restore',
  restoreFrom: (backupId: string) => withQuery('/restore', { backup: backupId }),
  /** The choice of a backup with a preview that was made of it. */
  restorePreviewed: (backupId: string, previewId: string) =>
    withQuery('/restore', { backup: backupId, preview: previewId }),
  restoreRun: (restoreId: string) => withQuery('/restore', { restore: restoreId }),
  destinations: '/destinations',
  settings: '/settings',
  recoveryKit: '/recovery-kit',
  audit: '/audit',
} as const;

/** Only addresses inside the app are followed after login, never one that leads to another host. */
export function safeNext(next: string | null): string {
  const isInside = next !== null && next.startsWith('/') && !/^\/[/\\]/.test(next);
  return isInside ? next : paths.backup;
}
