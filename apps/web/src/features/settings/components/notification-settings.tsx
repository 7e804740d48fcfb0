/** Who is told by e-mail, and a way to try it. */
import type { SettingsView } from '@holdfast/contract';
import { Alert, Button, Form, Select, Switch } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useAnnounce } from '../../../components/use-announce.js';
import { useTestNotification } from '../api/test-notification.js';
import { SettingsCard } from './settings-card.js';

type Notifications = SettingsView['notifications'];
type Values = Pick<Notifications, 'emailNotificationsEnabled' | 'notificationRecipients'>;

export function NotificationSettings({ notifications }: { notifications: Notifications }): ReactElement {
  const { t } = useTranslation();
  const { isSmtpConfigured, ...initial } = notifications;
  return (
    <SettingsCard<Values>
      title={t('settings.notifications')}
      group="notifications"
      initial={initial}
      toBody={(values) => ({ notifications: values })}
      actions={<TestButton isDisabled={!isSmtpConfigured} />}
    >
      {!isSmtpConfigured && (
        <Form.Item>
          <Alert
            type="warning"
            showIcon
            title={t('settings.noSmtp')}
            description={t('settings.noSmtpHint')}
          />
        </Form.Item>
      )}
      <Form.Item name="emailNotificationsEnabled" label={t('settings.email')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item
        name="notificationRecipients"
        label={t('settings.recipients')}
        extra={t('settings.recipientsHint')}
      >
        <Select mode="tags" open={false} suffix={null} tokenSeparators={[',', ' ', ';']} />
      </Form.Item>
    </SettingsCard>
  );
}

function TestButton({ isDisabled }: { isDisabled: boolean }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const test = useTestNotification();
  const send = (): void =>
    test.mutate(undefined, {
      onSuccess: ({ sentTo }) => announce.success(t('settings.testSent', { recipients: sentTo.join(', ') })),
      onError: (error) => announce.failure(error),
    });
  return (
    <Button onClick={send} disabled={isDisabled} loading={test.isPending}>
      {t('settings.test')}
    </Button>
  );
}
