/** The way from page to page. */
import {
  AuditOutlined,
  CloudServerOutlined,
  HistoryOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
} from '@ant-design/icons';
import { Menu } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';

import { Logo } from '../../components/logo.js';
import { paths } from '../../config/paths.js';

export function SideMenu({ onChosen }: { onChosen?: () => void }): ReactElement {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const items = [
    { path: paths.backup, icon: <SafetyCertificateOutlined />, label: t('layout.backup') },
    { path: paths.restore, icon: <HistoryOutlined />, label: t('layout.restore') },
    { path: paths.destinations, icon: <CloudServerOutlined />, label: t('layout.destinations') },
    { path: paths.audit, icon: <AuditOutlined />, label: t('layout.audit') },
    { path: paths.settings, icon: <SettingOutlined />, label: t('layout.settings') },
  ].map(({ path, icon, label }) => ({ key: path, icon, label: <Link to={path}>{label}</Link> }));
  return (
    <nav aria-label={t('layout.menu')}>
      <div className="brand">
        <Logo sizePx={28} />
        <span>{t('app.name')}</span>
      </div>
      <Menu theme="dark" mode="inline" selectedKeys={[pathname]} items={items} onClick={() => onChosen?.()} />
    </nav>
  );
}
