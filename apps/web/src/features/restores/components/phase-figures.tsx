/** What the running phase has done: bytes and items, and of how many where that is known. */
import type { RestoreProgressView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

export function PhaseFigures({ detail }: { detail: RestoreProgressView | null }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const figures: string[] = [];
  if (detail !== null && detail.bytesDone !== null) {
    const done = format.size(detail.bytesDone);
    figures.push(
      detail.bytesTotal === null
        ? t('progress.bytes', { done })
        : t('progress.bytesOf', { done, total: format.size(detail.bytesTotal) }),
    );
  }
  if (detail !== null && detail.itemsDone !== null) {
    const done = format.count(detail.itemsDone);
    figures.push(
      detail.itemsTotal === null
        ? t('progress.items', { done })
        : t('progress.itemsOf', { done, total: format.count(detail.itemsTotal) }),
    );
  }
  return <span className="figures muted">{figures.join(' · ') || t('progress.working')}</span>;
}
