/** Narrows the history down by days, status and type. */
import { BACKUP_STATUSES, BACKUP_TYPES, type BackupStatus, type BackupType } from '@holdfast/contract';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export interface HistoryFilter {
  /** Start and end of the chosen days in the browser's zone, ISO 8601. */
  from?: string;
  to?: string;
  status?: BackupStatus;
  type?: BackupType;
}

interface Props {
  filter: HistoryFilter;
  onChange: (filter: HistoryFilter) => void;
}

/** The same filter with one part replaced, or left out where nothing was chosen. */
export function withPart<Key extends keyof HistoryFilter>(
  filter: HistoryFilter,
  key: Key,
  value: HistoryFilter[Key] | undefined,
): HistoryFilter {
  if (value !== undefined) return { ...filter, [key]: value };
  return Object.fromEntries(Object.entries(filter).filter(([name]) => name !== key));
}

export function HistoryFilters({ filter, onChange }: Props): ReactElement {
  const { t } = useTranslation();
  const day = (iso: string | undefined): dayjs.Dayjs | null => (iso === undefined ? null : dayjs(iso));
  return (
    <div className="row" role="search" aria-label={t('history.filter')}>
      <DatePicker
        aria-label={t('history.from')}
        placeholder={t('history.from')}
        value={day(filter.from)}
        onChange={(date) => onChange(withPart(filter, 'from', date?.startOf('day').toISOString()))}
      />
      <DatePicker
        aria-label={t('history.to')}
        placeholder={t('history.to')}
        value={day(filter.to)}
        onChange={(date) => onChange(withPart(filter, 'to', date?.endOf('day').toISOString()))}
      />
      <Select<BackupStatus>
        aria-label={t('history.status')}
        placeholder={t('history.status')}
        allowClear
        className="filter-select"
        value={filter.status ?? null}
        onChange={(status: BackupStatus | undefined) => onChange(withPart(filter, 'status', status))}
        options={BACKUP_STATUSES.map((status) => ({ value: status, label: t(`state.${status}`) }))}
      />
      <Select<BackupType>
        aria-label={t('history.type')}
        placeholder={t('history.type')}
        allowClear
        className="filter-select"
        value={filter.type ?? null}
        onChange={(type: BackupType | undefined) => onChange(withPart(filter, 'type', type))}
        options={BACKUP_TYPES.map((type) => ({ value: type, label: t(`backupType.${type}`) }))}
      />
      {Object.keys(filter).length > 0 && (
        <Button type="link" onClick={() => onChange({})}>
          {t('history.clear')}
        </Button>
      )}
    </div>
  );
}
