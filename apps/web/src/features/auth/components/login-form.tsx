/** E-mail and password, and in words why they were refused. */
import type { LoginBody } from '@holdfast/contract';
import { Button, Form, Input } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';

interface Props {
  onSubmit: (body: LoginBody) => void;
  isSending: boolean;
  error: Error | null;
}

export function LoginForm({ onSubmit, isSending, error }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <Form<LoginBody> layout="vertical" requiredMark={false} onFinish={onSubmit} size="large">
      <Form.Item
        name="email"
        label={t('login.email')}
        rules={[{ required: true, message: t('login.emailMissing') }]}
      >
        <Input type="email" autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('login.password')}
        rules={[{ required: true, message: t('login.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {error !== null && (
        <Form.Item>
          <ErrorNotice error={error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={isSending}>
        {t('login.submit')}
      </Button>
    </Form>
  );
}
