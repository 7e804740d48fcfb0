/** What was noticed in a backup without stopping it, and the button that says "I looked at it". */
import type { BackupView } from '@holdfast/contract';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { NoteList } from '../../../components/note-list.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useAcknowledgeBackup } from '../api/acknowledge-backup.js';

export function AnomalyList({ backup }: { backup: BackupView }): ReactElement | null {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const acknowledge = useAcknowledgeBackup();
  if (backup.anomalies.length === 0) return null;
  const send = (): void =>
    acknowledge.mutate(backup.id, {
      onSuccess: () => announce.success(t('detail.acknowledged')),
      onError: (error) => announce.failure(error),
    });
  return (
    <section className="stack-small" aria-label={t('detail.anomalies')}>
      <NoteList notes={backup.anomalies} />
      {backup.areAnomaliesAcknowledged ? (
        <span className="muted">{t('detail.acknowledged')}</span>
      ) : (
        <div className="row">
          <Button onClick={send} loading={acknowledge.isPending}>
            {t('detail.acknowledge')}
          </Button>
          <span className="muted">{t('detail.acknowledgeHint')}</span>
        </div>
      )}
    </section>
  );
}
