/** The choice of how a restore is carried out, each way with what it does and what it gives up. */
import { RESTORE_STRATEGIES, type RestoreStrategy } from '@holdfast/contract';
import { Alert, Radio } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  strategy: RestoreStrategy;
  onChange: (strategy: RestoreStrategy) => void;
}

const ORDER: readonly RestoreStrategy[] = ['swap', 'tables', 'in-place'];

export function StrategyChoice({ strategy, onChange }: Props): ReactElement {
  const { t } = useTranslation();
  const choose = (value: unknown): void => {
    const chosen = RESTORE_STRATEGIES.find((known) => known === value);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <div className="stack-small">
      <Radio.Group
        vertical
        aria-label={t('strategy.label')}
        value={strategy}
        onChange={(event) => choose(event.target.value)}
        options={ORDER.map((value) => ({ value, label: <StrategyLabel strategy={value} /> }))}
      />
      {strategy === 'in-place' && (
        <Alert
          type="warning"
          showIcon
          role="note"
          title={t('strategy.inPlaceTitle')}
          description={t('strategy.inPlaceWarning')}
        />
      )}
    </div>
  );
}

function StrategyLabel({ strategy }: { strategy: RestoreStrategy }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <div>{t(`strategy.${strategy}`)}</div>
      <div className="muted">{t(`strategyMeaning.${strategy}`)}</div>
    </>
  );
}
