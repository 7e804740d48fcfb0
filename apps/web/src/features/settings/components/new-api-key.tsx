/** Makes an API key and shows it, this once. */
import { Button, Form, Input, Modal, Typography } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { useCreateApiKey } from '../api/create-api-key.js';

export function NewApiKey(): ReactElement {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ name: string }>();
  const create = useCreateApiKey();
  return (
    <>
      <Form
        form={form}
        name="apiKey"
        layout="inline"
        className="inline-form"
        onFinish={(body) => create.mutate(body, { onSuccess: () => form.resetFields() })}
      >
        <Form.Item
          name="name"
          label={t('apiKeys.name')}
          rules={[{ required: true, whitespace: true, message: t('apiKeys.nameMissing') }]}
        >
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
        <Button htmlType="submit" loading={create.isPending}>
          {t('apiKeys.create')}
        </Button>
      </Form>
      {create.error !== null && <ErrorNotice error={create.error} />}
      <Modal
        open={create.data !== undefined}
        title={t('apiKeys.created')}
        onCancel={create.reset}
        onOk={create.reset}
        okText={t('apiKeys.stored')}
        cancelButtonProps={{ hidden: true }}
        mask={{ closable: false }}
        destroyOnHidden
      >
        <div className="stack-small">
          <div>{t('apiKeys.once')}</div>
          <Typography.Text code copyable className="break">
            {create.data?.key ?? ''}
          </Typography.Text>
        </div>
      </Modal>
    </>
  );
}
