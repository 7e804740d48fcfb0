/** The headline: is my data safe, and what needs a person. */

import type { LastBackupView, LastDrillView, StatusView } from '@holdfast/contract';

import type { Text } from '../messages/text.js';
import { formatBytes } from './format-bytes.js';
import { formatDuration, formatTime } from './format-time.js';
import { levelName } from './names.js';
import { renderNotes } from './render-notes.js';
import { renderPairs } from './table.js';

export function needsAttention({ alerts, lastBackup, lastGoodBackup }: StatusView): boolean {
  const isAlarming = alerts.some(({ severity }) => severity !== 'info');
  return isAlarming || lastBackup?.status === 'failed' || lastGoodBackup === null;
}

export function renderStatus(status: StatusView, text: Text): string {
  const sections = [headline(status, text), facts(status, text), renderNotes(status.alerts, text)];
  return sections.filter((section) => section !== '').join('\n\n');
}

function headline(status: StatusView, text: Text): string {
  const { appName, lastGoodBackup } = status;
  if (lastGoodBackup === null) return `✗ ${text('status.never', { name: appName })}`;
  const values = { name: appName, time: formatTime(lastGoodBackup.time) };
  return needsAttention(status)
    ? `! ${text('status.attention', values)}`
    : `✓ ${text('status.safe', values)}`;
}

function facts(status: StatusView, text: Text): string {
  const { recovery, storage, encryption, nextRun, runningBackupId, runningRestoreId } = status;
  const { measuredRestoreSeconds } = recovery;
  const restoreTime = measuredRestoreSeconds === null ? null : formatDuration(measuredRestoreSeconds * 1000);
  return renderPairs([
    [text('field.last-backup'), lastBackup(status.lastBackup, text)],
    [text('field.running'), runningBackupId ?? runningRestoreId],
    [text('field.next-run'), nextRun === null ? text('scheduler.stopped') : formatTime(nextRun)],
    [text('field.proven'), levelName(recovery.provenTo, text)],
    [text('field.restore-time'), restoreTime],
    [text('field.last-drill'), lastDrill(recovery.lastDrill, text)],
    [text('field.storage'), storageLine(storage, text)],
    [text('field.encryption'), text(encryption.isEnabled ? 'yes' : 'no')],
  ]);
}

function lastDrill(drill: LastDrillView | null, text: Text): string | null {
  return drill === null ? null : `${formatTime(drill.time)}  ${text(`restore.status.${drill.status}`)}`;
}

function lastBackup(last: LastBackupView | null, text: Text): string {
  if (last === null) return '–';
  const facts = [formatTime(last.time), text(`backup.status.${last.status}`), formatBytes(last.sizeBytes)];
  const reason = [last.error, last.hint].filter((part) => part !== null);
  return [facts.join('  '), ...reason].join('\n');
}

function storageLine({ path, usedBytes, quotaBytes, freeBytes }: StatusView['storage'], text: Text): string {
  const used = formatBytes(usedBytes);
  const free = formatBytes(freeBytes);
  if (quotaBytes === null) return text('status.storage', { path, used, free });
  return text('status.storage-quota', { path, used, free, quota: formatBytes(quotaBytes) });
}
