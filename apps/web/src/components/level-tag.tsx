/** How far a backup is proven, with what that means and what it does not. */
import type { VerificationLevel } from '@holdfast/contract';
import { Tag, Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

const COLORS: Record<VerificationLevel, string> = {
  stored: 'default',
  hashed: 'default',
  readable: 'processing',
  restored: 'success',
  matched: 'success',
};

export function LevelTag({ level }: { level: VerificationLevel | null }): ReactElement {
  const { t } = useTranslation();
  const name = level ?? 'none';
  return (
    <Tooltip title={t(`level.${name}.meaning`)}>
      <Tag color={level === null ? 'default' : COLORS[level]} tabIndex={0} className="has-meaning">
        {t(`level.${name}.name`)}
      </Tag>
    </Tooltip>
  );
}
