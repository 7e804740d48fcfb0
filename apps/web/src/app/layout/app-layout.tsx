/** The frame around every page: menu, header, connection banner. */
import { Drawer, Grid, Layout } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router-dom';

import { ConnectionBanner } from './connection-banner.js';
import { HeaderBar } from './header-bar.js';
import { SideMenu } from './side-menu.js';

const MENU_WIDTH_PX = 208;

export function AppLayout(): ReactElement {
  const { t } = useTranslation();
  const isWide = Grid.useBreakpoint().lg === true;
  const [isMenuOpen, setMenuOpen] = useState(false);
  return (
    <Layout className="app">
      <a className="skip-link" href="#content">
        {t('layout.skip')}
      </a>
      {isWide && (
        <Layout.Sider width={MENU_WIDTH_PX} className="app-sider">
          <SideMenu />
        </Layout.Sider>
      )}
      <Drawer
        open={isMenuOpen && !isWide}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={MENU_WIDTH_PX}
        closable={false}
        styles={{ body: { padding: 0 }, section: { background: '#0b3c49' } }}
        aria-label={t('layout.menu')}
      >
        <SideMenu onChosen={() => setMenuOpen(false)} />
      </Drawer>
      <Layout>
        <HeaderBar {...(isWide ? {} : { onMenu: () => setMenuOpen(true) })} />
        <ConnectionBanner />
        <Layout.Content id="content" className="app-content" tabIndex={-1}>
          <Outlet />
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
