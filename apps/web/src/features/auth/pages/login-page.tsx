/** The login page; it leads back to where one wanted to go. */
import { Card } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router-dom';

import { useMe } from '../../../api/queries/use-me.js';
import { LanguageSwitch } from '../../../components/language-switch.js';
import { Logo } from '../../../components/logo.js';
import { PageTitle } from '../../../components/page-title.js';
import { safeNext } from '../../../config/paths.js';
import { useLogin } from '../api/login.js';
import { LoginForm } from '../components/login-form.js';

export function LoginPage(): ReactElement {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const me = useMe();
  const login = useLogin();
  if (me.data !== null && me.data !== undefined) return <Navigate to={safeNext(query.get('next'))} replace />;
  return (
    <main className="login">
      <Card className="login-card">
        <div className="stack">
          <div className="login-brand">
            <Logo sizePx={40} />
            <PageTitle title={t('login.title')} />
          </div>
          <div className="muted">{t('login.intro')}</div>
          <LoginForm onSubmit={login.mutate} isSending={login.isPending} error={login.error} />
          <div className="row">
            <LanguageSwitch />
          </div>
        </div>
      </Card>
    </main>
  );
}
