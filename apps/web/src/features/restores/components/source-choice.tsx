/** Where the package is read from, where further destinations hold it too. */
import type { PackageCopyView } from '@holdfast/contract';
import { Select } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  copies: readonly PackageCopyView[];
  destinationId: string | null;
  onChange: (destinationId: string | null) => void;
}

const OWN_STORAGE = '';

export function SourceChoice({ copies, destinationId, onChange }: Props): ReactElement | null {
  const { t } = useTranslation();
  const id = useId();
  const stored = copies.filter(({ state }) => state === 'stored');
  if (stored.length === 0) return null;
  return (
    <div className="stack-small">
      <label htmlFor={id}>{t('source.label')}</label>
      <Select
        id={id}
        className="source-select"
        value={destinationId ?? OWN_STORAGE}
        onChange={(value) => onChange(value === OWN_STORAGE ? null : value)}
        options={[
          { value: OWN_STORAGE, label: t('source.own') },
          ...stored.map((copy) => ({ value: copy.destinationId, label: copy.destinationName })),
        ]}
      />
      <div className="muted">{t('source.hint')}</div>
    </div>
  );
}
