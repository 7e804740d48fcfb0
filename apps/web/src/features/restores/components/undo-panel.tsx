/** The way back from a restore: until when, at what price, and how to give it up. */
import type { RestoreView } from '@holdfast/contract';
import { Alert, Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useNow } from '../../../clock.js';
import { TimeText } from '../../../components/time-text.js';
import { useFormat } from '../../../formatting/use-format.js';
import { wayOf } from './undo-way.js';
import { WayBackDialog, type WayBackAction } from './way-back-dialog.js';

const CLOCK_INTERVAL_MS = 1000;

export function UndoPanel({ restore }: { restore: RestoreView }): ReactElement | null {
  const { t } = useTranslation();
  const { undo } = restore;
  if (undo.undoneAt !== null) {
    return (
      <Alert
        type="warning"
        showIcon
        role="status"
        title={t('undo.done')}
        description={<TimeText iso={undo.undoneAt} withAge />}
      />
    );
  }
  return undo.isAvailable ? (
    <OpenUndo restore={restore} />
  ) : (
    <div className="muted">{t(`undoGone.${wayOf(restore)}`)}</div>
  );
}

function OpenUndo({ restore }: { restore: RestoreView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const [asked, setAsked] = useState<WayBackAction | null>(null);
  const { keptSizeBytes, expiresAt } = restore.undo;
  return (
    <Alert
      type="info"
      title={t(`undoTitle.${wayOf(restore)}`)}
      description={
        <div className="stack-small">
          {restore.strategy === 'tables' && <div>{t('undo.tables')}</div>}
          {expiresAt !== null && <Countdown expiresAt={expiresAt} />}
          {keptSizeBytes !== null && (
            <div>{t(`undoKept.${wayOf(restore)}`, { size: format.size(keptSizeBytes) })}</div>
          )}
          <div className="row">
            <Button onClick={() => setAsked('undo')}>{t('undo.button')}</Button>
            <Button type="text" onClick={() => setAsked('discard')}>
              {t('discard.button')}
            </Button>
          </div>
          <WayBackDialog restore={restore} asked={asked} onClose={() => setAsked(null)} />
        </div>
      }
    />
  );
}

function Countdown({ expiresAt }: { expiresAt: string }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const leftMs = Math.max(0, new Date(expiresAt).getTime() - useNow(CLOCK_INTERVAL_MS));
  return (
    <div className="figures" role="timer">
      {t('undo.left', { duration: format.duration(leftMs), time: format.time(expiresAt) })}
    </div>
  );
}
