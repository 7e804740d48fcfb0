/** A backup's record as a list of names and values. */
import type { BackupView } from '@holdfast/contract';
import { Descriptions, Typography } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { LevelTag } from '../../../components/level-tag.js';
import { TimeText } from '../../../components/time-text.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { AuthenticityTag } from './authenticity-tag.js';

export function BackupFacts({ backup }: { backup: BackupView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const facts: [string, ReactNode][] = [
    ['id', <Copyable key="id" text={backup.id} />],
    ['path', backup.path && <Copyable key="path" text={backup.path} />],
    ['checksum', backup.checksum && <Copyable key="checksum" text={backup.checksum} />],
    ['created', <TimeText key="created" iso={backup.createdAt} />],
    ['completed', backup.completedAt && <TimeText key="completed" iso={backup.completedAt} />],
    ['duration', backup.durationMs !== null && format.duration(backup.durationMs)],
    ['size', backup.sizeBytes !== null && format.size(backup.sizeBytes)],
    ['type', `${t(`backupType.${backup.type}`)}, ${t(`trigger.${backup.trigger}`)}`],
    ['parent', backup.parentBackupId && <ParentLink key="parent" backupId={backup.parentBackupId} />],
    ['level', backup.status === 'success' && <LevelTag key="level" level={backup.verificationLevel} />],
    ['verified', backup.verifiedAt && <TimeText key="verified" iso={backup.verifiedAt} withAge />],
    [
      'authenticity',
      backup.authenticity && <AuthenticityTag key="authenticity" authenticity={backup.authenticity} />,
    ],
    ['description', backup.description],
  ];
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, lg: 2 }}
      items={facts
        .filter(([, value]) => Boolean(value))
        .map(([key, children]) => ({ key, label: t(`detail.${key}`), children }))}
    />
  );
}

function ParentLink({ backupId }: { backupId: string }): ReactElement {
  return (
    <Link to={paths.backupDetail(backupId)} className="break">
      {backupId}
    </Link>
  );
}

function Copyable({ text }: { text: string }): ReactElement {
  return (
    <Typography.Text copyable code className="break">
      {text}
    </Typography.Text>
  );
}
