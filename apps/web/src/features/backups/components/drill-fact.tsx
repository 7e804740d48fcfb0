/** When a drill was last run, with what outcome, and when it is next. */
import type { StatusView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { StatusTag } from '../../../components/status-tag.js';
import { TimeText } from '../../../components/time-text.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { Fact } from './fact.js';

export function DrillFact({ recovery }: { recovery: StatusView['recovery'] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { lastDrill, nextDrill } = recovery;
  return (
    <Fact
      label={t('status.lastDrill')}
      value={lastDrill === null ? t('status.neverDrilled') : format.age(lastDrill.time)}
    >
      <div className="stack-small">
        {lastDrill !== null && (
          <>
            <TimeText iso={lastDrill.time} />
            <div className="row">
              <StatusTag status={lastDrill.status} />
              {lastDrill.recoverySeconds !== null && (
                <span className="figures">{format.duration(lastDrill.recoverySeconds * 1000)}</span>
              )}
              <Link to={paths.restoreRun(lastDrill.restoreId)}>{t('status.showDrill')}</Link>
            </div>
          </>
        )}
        <div className="muted">
          {nextDrill === null
            ? t('status.noNextDrill')
            : t('status.nextDrill', { time: format.time(nextDrill), age: format.age(nextDrill) })}
        </div>
      </div>
    </Fact>
  );
}
