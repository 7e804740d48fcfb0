/** What was compared, in one line: "2 tables, 1,204,500 rows, 1 sequence". */
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

export interface ComparedCounts {
  comparedTables: number;
  comparedRows: number;
  comparedLargeObjects: number;
  comparedSequences: number;
  comparedObjects: number;
}

export function useComparedText(counts: ComparedCounts): string {
  const { t } = useTranslation();
  const format = useFormat();
  const part = (name: string, count: number): string =>
    t(`compared.${name}`, { count, shown: format.count(count) });
  return [
    part('tables', counts.comparedTables),
    part('rows', counts.comparedRows),
    part('largeObjects', counts.comparedLargeObjects),
    part('sequences', counts.comparedSequences),
    part('objects', counts.comparedObjects),
  ].join(t('compared.comma'));
}
