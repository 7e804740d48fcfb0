/** The further destinations of packages: why a second place matters, which there are, and whether they work. */
import { Button, Card, Empty, Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '../../../components/page-title.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { useDestinations } from '../api/list-destinations.js';
import { DestinationCard } from '../components/destination-card.js';
import { DestinationDialog } from '../components/destination-dialog.js';

export function DestinationsPage(): ReactElement {
  const { t } = useTranslation();
  const destinations = useDestinations();
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t('destination.add')}
    </Button>
  );
  const count = destinations.data?.length ?? null;
  return (
    <div className="stack">
      <PageTitle title={t('destination.title')} actions={count !== null && count > 0 && add} />
      <div className="muted">{t('destination.intro')}</div>
      <QueryNotice query={destinations} />
      {destinations.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {count === 0 && (
        <Card>
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
              <div className="empty-words">
                <strong>{t('destination.emptyTitle')}</strong>
                <div className="muted">{t('destination.emptyText')}</div>
              </div>
            }
          >
            {add}
          </Empty>
        </Card>
      )}
      <div className="split split-top">
        {destinations.data?.map((destination) => (
          <DestinationCard key={destination.id} destination={destination} />
        ))}
      </div>
      {isAdding && <DestinationDialog destination={null} onClose={() => setAdding(false)} />}
    </div>
  );
}
