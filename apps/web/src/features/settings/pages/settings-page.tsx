/** Everything that an administrator can change while the console runs. */
import type { SettingsView } from '@holdfast/contract';
import { Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '../../../components/page-title.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { useSettings } from '../api/get-settings.js';
import { ApiKeysCard } from '../components/api-keys-card.js';
import { DrillSettings } from '../components/drill-settings.js';
import { EncryptionCard } from '../components/encryption-card.js';
import { NotificationSettings } from '../components/notification-settings.js';
import { ScheduleSettings } from '../components/schedule-settings.js';
import { SchedulerCard } from '../components/scheduler-card.js';
import { UndoSettings } from '../components/undo-settings.js';

export function SettingsPage(): ReactElement {
  const { t } = useTranslation();
  const settings = useSettings();
  return (
    <div className="stack">
      <PageTitle title={t('settings.title')} />
      <QueryNotice query={settings} />
      {settings.isPending ? (
        <Skeleton active paragraph={{ rows: 14 }} />
      ) : (
        <div className="split split-top">
          <div className="stack">{settings.data !== undefined && <Forms settings={settings.data} />}</div>
          <div className="stack">
            <SchedulerCard />
            <EncryptionCard />
            <ApiKeysCard />
          </div>
        </div>
      )}
    </div>
  );
}

function Forms({ settings }: { settings: SettingsView }): ReactElement {
  return (
    <>
      <ScheduleSettings backup={settings.backup} />
      <DrillSettings drill={settings.drill} />
      <NotificationSettings notifications={settings.notifications} />
      <UndoSettings restore={settings.restore} />
    </>
  );
}
