/** Who signed a package, and what that means for whoever restores it. */
import type { PackageAuthenticity } from '@holdfast/contract';
import { Tag, Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

const COLORS: Record<PackageAuthenticity, string> = {
  own: 'success',
  foreign: 'warning',
  unsigned: 'warning',
};

export function AuthenticityTag({ authenticity }: { authenticity: PackageAuthenticity }): ReactElement {
  const { t } = useTranslation();
  return (
    <Tooltip title={t(`authenticity.${authenticity}.meaning`)}>
      <Tag color={COLORS[authenticity]} tabIndex={0} className="has-meaning">
        {t(`authenticity.${authenticity}.name`)}
      </Tag>
    </Tooltip>
  );
}
