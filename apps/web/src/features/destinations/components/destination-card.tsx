/** One destination: where it is, whether backups are sent there, and what can be done with it. */
import type { DestinationView } from '@holdfast/contract';
import { Button, Card, Switch, Tag } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useAnnounce } from '../../../components/use-announce.js';
import { useUpdateDestination } from '../api/update-destination.js';
import { DeleteDestination } from './delete-destination.js';
import { DestinationDialog } from './destination-dialog.js';
import { TestDialog } from './test-dialog.js';

type Asked = 'edit' | 'delete' | 'test';

export function DestinationCard({ destination }: { destination: DestinationView }): ReactElement {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = (): void => setAsked(null);
  const { name, isFromEnvironment } = destination;
  const named = <span className="visually-hidden"> {name}</span>;
  return (
    <Card
      title={
        <span className="card-title row">
          <span>{name}</span>
          <Tag>{t(`destinationKind.${destination.kind}`)}</Tag>
          {isFromEnvironment && <Tag color="processing">{t('destination.fromEnvironment')}</Tag>}
        </span>
      }
    >
      <div className="stack">
        <code className="break">{destination.location}</code>
        <EnabledSwitch destination={destination} />
        {isFromEnvironment && <div className="muted">{t('destination.environmentHint')}</div>}
        <div className="row">
          <Button onClick={() => setAsked('test')}>
            {t('destination.test')}
            {named}
          </Button>
          {!isFromEnvironment && (
            <>
              <Button onClick={() => setAsked('edit')}>
                {t('destination.edit')}
                {named}
              </Button>
              <Button danger type="text" onClick={() => setAsked('delete')}>
                {t('destination.remove')}
                {named}
              </Button>
            </>
          )}
        </div>
      </div>
      {asked === 'edit' && <DestinationDialog destination={destination} onClose={close} />}
      {asked === 'test' && <TestDialog destination={destination} onClose={close} />}
      <DeleteDestination destination={destination} isOpen={asked === 'delete'} onClose={close} />
    </Card>
  );
}

function EnabledSwitch({ destination }: { destination: DestinationView }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const update = useUpdateDestination();
  const { id, name, isEnabled, isFromEnvironment } = destination;
  const change = (next: boolean): void =>
    update.mutate(
      { destinationId: id, body: { isEnabled: next } },
      { onError: (error) => announce.failure(error) },
    );
  return (
    <div className="row">
      <Switch
        checked={isEnabled}
        disabled={isFromEnvironment}
        loading={update.isPending}
        onChange={change}
        aria-label={t('destination.enableOne', { name })}
      />
      <span>{isEnabled ? t('destination.isEnabled') : t('destination.isDisabled')}</span>
    </div>
  );
}
