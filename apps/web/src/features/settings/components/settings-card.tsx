/** A group of settings with its own form, saved on its own. */
import type { UpdateSettingsBody } from '@holdfast/contract';
import { Button, Card, Form } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { placeViolations } from '../../../components/place-violations.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useUpdateSettings } from '../api/update-settings.js';

interface Props<Values extends object> {
  title: string;
  /** The part of the settings that the form stands for, as the server names it. */
  group: keyof UpdateSettingsBody;
  initial: Values;
  toBody: (values: Values) => UpdateSettingsBody;
  children: ReactNode;
  actions?: ReactNode;
}

export function SettingsCard<Values extends object>(props: Props<Values>): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [form] = Form.useForm<Values>();
  const [error, setError] = useState<Error | null>(null);
  const update = useUpdateSettings();
  const save = (values: Values): void => {
    setError(null);
    update.mutate(props.toBody(values), {
      onSuccess: () => announce.success(t('settings.saved')),
      onError: (failure) => setError(placeViolations(form, failure, props.group) ? null : failure),
    });
  };
  return (
    <Card title={props.title}>
      <Form<Values>
        form={form}
        // Without a name, fields of the same name in two forms would share an id, and their labels mix up.
        name={props.group}
        layout="vertical"
        initialValues={props.initial}
        onFinish={save}
      >
        {props.children}
        <div className="stack">
          {error !== null && <ErrorNotice error={error} />}
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
