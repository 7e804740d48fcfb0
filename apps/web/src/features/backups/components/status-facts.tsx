/** The figures of the status, each in a card of its own. */
import type { StatusView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { LevelTag } from '../../../components/level-tag.js';
import { useFormat } from '../../../formatting/use-format.js';
import { BackupFact } from './backup-fact.js';
import { DrillFact } from './drill-fact.js';
import { Fact } from './fact.js';
import { StorageFact } from './storage-fact.js';

export function StatusFacts({ status }: { status: StatusView }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="facts">
      <BackupFact label={t('status.lastBackup')} backup={status.lastBackup} />
      <BackupFact label={t('status.lastGood')} backup={status.lastGoodBackup} />
      <ProofFact status={status} />
      <RestoreTimeFact seconds={status.recovery.measuredRestoreSeconds} />
      <DrillFact recovery={status.recovery} />
      <NextRunFact status={status} />
      <StorageFact storage={status.storage} />
    </div>
  );
}

function ProofFact({ status }: { status: StatusView }): ReactElement {
  const { t } = useTranslation();
  const level = status.recovery.provenTo;
  return (
    <Fact label={t('status.proven')} value={<LevelTag level={level} />}>
      <div>{t(`level.${level ?? 'none'}.meaning`)}</div>
    </Fact>
  );
}

function RestoreTimeFact({ seconds }: { seconds: number | null }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Fact
      label={t('status.restoreTime')}
      value={seconds === null ? t('status.notMeasured') : format.duration(seconds * 1000)}
    >
      <div>{seconds === null ? t('status.notMeasuredHint') : t('status.measuredHint')}</div>
    </Fact>
  );
}

function NextRunFact({ status }: { status: StatusView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  if (status.nextRun === null) {
    return (
      <Fact label={t('status.nextRun')} value={t('status.stopped')}>
        <div>{t('status.stoppedHint')}</div>
      </Fact>
    );
  }
  const here = format.time(status.nextRun);
  const there = format.time(status.nextRun, status.timezone);
  return (
    <Fact label={t('status.nextRun')} value={format.age(status.nextRun)}>
      <div>{here}</div>
      <div className="muted">
        {here === there
          ? t('status.sameZone', { zone: status.timezone })
          : t('status.inPolicyZone', { time: there, zone: status.timezone })}
      </div>
    </Fact>
  );
}
