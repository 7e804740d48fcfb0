/** The form of a destination, new or present. */
import { DESTINATION_KINDS, type DestinationView } from '@holdfast/contract';
import { Form, Input, Modal, Radio, Switch } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { NEW_DESTINATION, valuesOf, type DestinationValues } from './destination-values.js';
import { S3Fields } from './s3-fields.js';
import { useSaveDestination } from './use-save-destination.js';

interface Props {
  /** Null: a new one. */
  destination: DestinationView | null;
  onClose: () => void;
}

export function DestinationDialog({ destination, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const [form] = Form.useForm<DestinationValues>();
  const { save, isPending, error } = useSaveDestination(form, destination, onClose);
  const isNew = destination === null;
  const chosenKind: unknown = Form.useWatch('kind', form);
  const kind = chosenKind ?? destination?.kind ?? NEW_DESTINATION.kind;
  return (
    <Modal
      open
      title={isNew ? t('destination.addTitle') : t('destination.editTitle', { name: destination.name })}
      width={640}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('destination.save')}
      okButtonProps={{ loading: isPending }}
      mask={{ closable: false }}
    >
      <Form<DestinationValues>
        form={form}
        name="destination"
        layout="vertical"
        initialValues={isNew ? NEW_DESTINATION : valuesOf(destination)}
        onFinish={save}
      >
        <Form.Item
          name="name"
          label={t('destination.name')}
          rules={[{ required: true, whitespace: true, message: t('destination.nameMissing') }]}
        >
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item name="kind" label={t('destination.kind')}>
          <Radio.Group
            disabled={!isNew}
            options={DESTINATION_KINDS.map((value) => ({ value, label: t(`destinationKind.${value}`) }))}
          />
        </Form.Item>
        {kind === 'local' ? <LocalFields /> : <S3Fields isNew={isNew} />}
        <Form.Item name="isEnabled" label={t('destination.enabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {error !== null && <ErrorNotice error={error} />}
      </Form>
    </Modal>
  );
}

function LocalFields(): ReactElement {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="path"
      label={t('destination.path')}
      extra={t('destination.pathHint')}
      rules={[{ required: true, whitespace: true, message: t('destination.pathMissing') }]}
    >
      <Input spellCheck={false} autoComplete="off" placeholder="/mnt/nas/holdfast" />
    </Form.Item>
  );
}
