/** The headline: is my data safe right now, and how long would a restore take? */
import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  QuestionCircleFilled,
} from '@ant-design/icons';
import type { StatusView } from '@holdfast/contract';
import { Card } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useConnection } from '../../../api/connection.js';
import { useFormat } from '../../../formatting/use-format.js';
import { deriveSafety, type Safety } from './derive-safety.js';

const SIGNS: Record<Safety, ReactElement> = {
  protected: <CheckCircleFilled style={{ color: '#1f7a3d' }} />,
  attention: <ExclamationCircleFilled style={{ color: '#a86200' }} />,
  'at-risk': <CloseCircleFilled style={{ color: '#c0322b' }} />,
  none: <QuestionCircleFilled style={{ color: '#5a6468' }} />,
};

export function SafetyHeadline({ status }: { status: StatusView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { isReachable, lastAnswerMs } = useConnection();
  const { safety, reason } = deriveSafety(status);
  return (
    <Card data-testid="safety" data-safety={safety}>
      <div className="headline">
        <div className="headline-sign" aria-hidden="true">
          {SIGNS[safety]}
        </div>
        <div className="headline-words" role="status">
          <h2>{t(`safety.${safety}`)}</h2>
          {!isReachable && lastAnswerMs !== null && (
            <p>{t('safety.asOf', { time: format.time(new Date(lastAnswerMs).toISOString()) })}</p>
          )}
          <p>{t(`safetyReason.${reason}`)}</p>
          <RestoreTime status={status} />
        </div>
      </div>
    </Card>
  );
}

function RestoreTime({ status }: { status: StatusView }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (status.lastGoodBackup === null) return null;
  const age = format.age(status.lastGoodBackup.time);
  const seconds = status.recovery.measuredRestoreSeconds;
  return (
    <p>
      {t('safety.lastGood', { age })}{' '}
      {seconds === null
        ? t('safety.restoreUnmeasured')
        : t('safety.restoreMeasured', { duration: format.duration(seconds * 1000) })}
    </p>
  );
}
