/** A page's heading; it names the browser's tab too. */
import { Typography } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  actions?: ReactNode;
}

export function PageTitle({ title, actions }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="page-title">
      <title>{`${title} · ${t('app.name')}`}</title>
      <Typography.Title level={1}>{title}</Typography.Title>
      {actions}
    </div>
  );
}
