/** Where a bucket is and who may write to it. */
import { Form, Input, Switch } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ProviderHint } from './provider-hint.js';

export function S3Fields({ isNew }: { isNew: boolean }): ReactElement {
  const { t } = useTranslation();
  const needed = { required: true, whitespace: true, message: t('destination.needed') };
  return (
    <>
      <ProviderHint />
      <Form.Item
        name={['s3', 'endpoint']}
        label={t('destination.endpoint')}
        extra={t('destination.endpointHint')}
      >
        <Input spellCheck={false} autoComplete="off" placeholder="https://" inputMode="url" />
      </Form.Item>
      <div className="fields">
        <Form.Item name={['s3', 'bucket']} label={t('destination.bucket')} rules={[needed]}>
          <Input spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item name={['s3', 'region']} label={t('destination.region')} rules={[needed]}>
          <Input spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name={['s3', 'prefix']}
          label={t('destination.prefix')}
          extra={t('destination.prefixHint')}
        >
          <Input spellCheck={false} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="fields">
        <Form.Item name={['s3', 'accessKeyId']} label={t('destination.accessKeyId')} rules={[needed]}>
          <Input spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name={['s3', 'secretAccessKey']}
          label={t('destination.secret')}
          extra={isNew ? t('destination.secretHint') : t('destination.secretKeep')}
          rules={isNew ? [needed] : []}
        >
          <Input.Password autoComplete="new-password" visibilityToggle={false} />
        </Form.Item>
      </div>
      <Form.Item
        name={['s3', 'forcePathStyle']}
        label={t('destination.pathStyle')}
        extra={t('destination.pathStyleHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
    </>
  );
}
