/** A group of settings with its own form, saved on its own. */
import type { UpdateSettingsBody } from '@holdfast/contract';
import { Button, Card, Form } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useUpdateSettings } from '../api/update-settings.js';

interface Props<Values extends object> {
  title: string;
  initial: Values;
  toBody: (values: Values) => UpdateSettingsBody;
  children: ReactNode;
  actions?: ReactNode;
}

export function SettingsCard<Values extends object>(props: Props<Values>): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const update = useUpdateSettings();
  const save = (values: Values): void =>
    update.mutate(props.toBody(values), { onSuccess: () => announce.success(t('settings.saved')) });
  return (
    <Card title={props.title}>
      <Form<Values> layout="vertical" initialValues={props.initial} onFinish={save}>
        {props.children}
        <div className="stack">
          {update.error !== null && <ErrorNotice error={update.error} />}
          <div className="row">
            <Button type="primary" htmlType="submit" loading={update.isPending}>
              {t('settings.save')}
            </Button>
            {props.actions}
          </div>
        </div>
      </Form>
    </Card>
  );
}
