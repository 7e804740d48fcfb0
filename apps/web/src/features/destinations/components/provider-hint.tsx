/** What the fields look like for well-known providers. It fills nothing in. */
import { Select } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

const PROVIDERS = ['aws', 'minio', 'r2', 'oss', 'cos', 'b2'] as const;
type Provider = (typeof PROVIDERS)[number];

export function ProviderHint(): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  const [provider, setProvider] = useState<Provider>('aws');
  return (
    <div className="provider-hint stack-small">
      <label htmlFor={id}>{t('destination.provider')}</label>
      <Select<Provider>
        id={id}
        value={provider}
        onChange={setProvider}
        options={PROVIDERS.map((value) => ({ value, label: t(`provider.${value}.name`) }))}
      />
      <div className="muted break" aria-live="polite">
        {t(`provider.${provider}.hint`)}
      </div>
    </div>
  );
}
