/** Shown for an address that leads nowhere. */
import { Result } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { paths } from '../config/paths.js';

export function NotFoundPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <Result
      status="404"
      title={t('app.notFound')}
      subTitle={t('app.notFoundHint')}
      extra={<Link to={paths.backup}>{t('app.toBackups')}</Link>}
    />
  );
}
