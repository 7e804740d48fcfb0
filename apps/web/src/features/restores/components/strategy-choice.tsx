/** The advanced choice of how a restore is carried out, with what the unusual one gives up. */
import type { RestoreStrategy } from '@holdfast/contract';
import { Alert, Collapse, Radio } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  strategy: RestoreStrategy;
  onChange: (strategy: RestoreStrategy) => void;
}

export function StrategyChoice({ strategy, onChange }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <Collapse
      size="small"
      items={[
        {
          key: 'strategy',
          label: t('strategy.advanced'),
          children: (
            <div className="stack">
              <Radio.Group
                vertical
                aria-label={t('strategy.label')}
                value={strategy}
                onChange={(event) => onChange(event.target.value === 'in-place' ? 'in-place' : 'swap')}
                options={[
                  { value: 'swap', label: t('strategy.swap') },
                  { value: 'in-place', label: t('strategy.in-place') },
                ]}
              />
              {strategy === 'in-place' && (
                <Alert
                  type="warning"
                  showIcon
                  title={t('strategy.inPlaceTitle')}
                  description={t('strategy.inPlaceWarning')}
                />
              )}
            </div>
          ),
        },
      ]}
    />
  );
}
