/** The header: what is protected, whether the server answers, language and user. */
import { MenuOutlined } from '@ant-design/icons';
import { Badge, Button, Layout, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useConnection } from '../../api/connection.js';
import { useStatus } from '../../api/queries/use-status.js';
import { LanguageSwitch } from '../../components/language-switch.js';
import { UserMenu } from './user-menu.js';

export function HeaderBar({ onMenu }: { onMenu?: () => void }): ReactElement {
  const { t } = useTranslation();
  const status = useStatus();
  const { isReachable } = useConnection();
  const state = isReachable ? t('layout.connected') : t('layout.disconnected');
  return (
    <Layout.Header className="header">
      {onMenu !== undefined && (
        <Button type="text" icon={<MenuOutlined />} aria-label={t('layout.openMenu')} onClick={onMenu} />
      )}
      <div className="header-title">
        {status.data === undefined ? (
          <Skeleton.Input size="small" active={status.isPending} />
        ) : (
          <strong className="ellipsis">{status.data.appName}</strong>
        )}
        <span className="header-connection" title={state}>
          <Badge status={isReachable ? 'success' : 'error'} />
          <span className="header-connection-text">{state}</span>
        </span>
      </div>
      <LanguageSwitch />
      <UserMenu />
    </Layout.Header>
  );
}
