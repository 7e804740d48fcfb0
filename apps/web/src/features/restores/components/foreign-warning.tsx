/** Says that a package was not signed here, what that means, and asks for an explicit yes. */
import type { PackageAuthenticity } from '@holdfast/contract';
import { Alert, Checkbox } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  authenticity: PackageAuthenticity | null;
  isAcknowledged: boolean;
  onChange: (isAcknowledged: boolean) => void;
}

export function ForeignWarning({ authenticity, isAcknowledged, onChange }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      role="note"
      title={authenticity === 'unsigned' ? t('foreign.unsigned') : t('foreign.foreign')}
      description={
        <div className="stack-small">
          <div>{t('foreign.meaning')}</div>
          <Checkbox checked={isAcknowledged} onChange={(event) => onChange(event.target.checked)}>
            {t('foreign.acknowledge')}
          </Checkbox>
        </div>
      }
    />
  );
}
