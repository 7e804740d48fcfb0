/** What every page relies on: cached answers, the look, and both libraries' languages. */
import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US.js';
import zhCN from 'antd/locale/zh_CN.js';
import dayjs from 'dayjs';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { createQueryClient } from '../api/query-client.js';
import { dayjsLocale } from '../formatting/format-time.js';
import { ErrorBoundary } from './error-boundary.js';
import { theme } from './theme.js';

export function Providers({ children }: { children: ReactNode }): ReactElement {
  const [client] = useState(createQueryClient);
  const { i18n } = useTranslation();
  dayjs.locale(dayjsLocale(i18n.language));
  return (
    <QueryClientProvider client={client}>
      <ConfigProvider
        locale={i18n.language === 'zh-CN' ? zhCN.default : enUS.default}
        theme={theme}
        button={{ autoInsertSpace: false }}
      >
        <AntApp>
          <ErrorBoundary>{children}</ErrorBoundary>
        </AntApp>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
