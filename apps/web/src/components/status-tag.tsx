/** The state of a backup or restore, in words, colour and sign. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  MinusCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import type { BackupStatus } from '@holdfast/contract';
import { Tag } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

const LOOKS: Record<BackupStatus, { color: string; icon: ReactElement }> = {
  pending: { color: 'default', icon: <ClockCircleOutlined /> },
  running: { color: 'processing', icon: <SyncOutlined spin /> },
  success: { color: 'success', icon: <CheckCircleOutlined /> },
  failed: { color: 'error', icon: <CloseCircleOutlined /> },
  canceled: { color: 'warning', icon: <MinusCircleOutlined /> },
};

export function StatusTag({ status }: { status: BackupStatus }): ReactElement {
  const { t } = useTranslation();
  const { color, icon } = LOOKS[status];
  return (
    <Tag color={color} icon={icon}>
      {t(`state.${status}`)}
    </Tag>
  );
}
