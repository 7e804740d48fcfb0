/** A preview that is opened again, with the way on to the restore that it was made for. */
import type { RestoreView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { paths } from '../../../config/paths.js';
import { PreviewResult } from './preview-result.js';

export function PreviewSuccess({ restore }: { restore: RestoreView }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="stack">
      {restore.preview !== null && <PreviewResult report={restore.preview} />}
      <Link to={paths.restorePreviewed(restore.backupId, restore.id)}>{t('preview.goOn')}</Link>
    </div>
  );
}
