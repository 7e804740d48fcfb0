/** Who is logged in, and the way out. */
import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useMe } from '../../api/queries/use-me.js';
import { useLogout } from '../../features/auth/api/logout.js';

export function UserMenu(): ReactElement {
  const { t } = useTranslation();
  const me = useMe();
  const logout = useLogout();
  const email = me.data?.email ?? '';
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'email', label: email, disabled: true },
          { type: 'divider' },
          { key: 'logout', icon: <LogoutOutlined />, label: t('layout.logout') },
        ],
        onClick: ({ key }) => {
          if (key === 'logout') logout.mutate(undefined);
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('layout.user', { email })} />
    </Dropdown>
  );
}
