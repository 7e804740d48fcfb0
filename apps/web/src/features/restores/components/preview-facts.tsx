/** The figures of a preview: sessions, space and time, each with what it rests on. */
import type { PreviewReport, RestoreEstimate } from '@holdfast/contract';
import { Descriptions } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

export function PreviewFacts({ report }: { report: PreviewReport }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { liveSessions, space, estimate } = report;
  const needed = format.size(space.neededBytes);
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'estimate', label: t('preview.estimate'), children: <Estimate estimate={estimate} /> },
        {
          key: 'sessions',
          label: t('preview.sessions'),
          children: liveSessions === null ? t('preview.unknown') : format.count(liveSessions),
        },
        {
          key: 'space',
          label: t('preview.space'),
          children:
            space.freeBytes === null
              ? t('preview.spaceUnknown', { needed })
              : t('preview.spaceOf', { needed, free: format.size(space.freeBytes) }),
        },
      ]}
    />
  );
}

function Estimate({ estimate }: { estimate: RestoreEstimate | null }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  if (estimate === null) return <>{t('preview.noEstimate')}</>;
  const duration = format.duration(estimate.seconds * 1000);
  return (
    <span>
      {t('preview.about', { duration })}{' '}
      <span className="muted">{t(`estimateBasis.${estimate.basis}`, { count: estimate.runs })}</span>
    </span>
  );
}
