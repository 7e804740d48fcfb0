/** Whether a restore was undone, or still can be. */
import type { UndoView } from '@holdfast/contract';
import { Tag } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function UndoState({ undo }: { undo: UndoView }): ReactElement | null {
  const { t } = useTranslation();
  if (undo.undoneAt !== null) return <Tag color="warning">{t('undo.wasUndone')}</Tag>;
  return undo.isAvailable ? <Tag>{t('undo.possible')}</Tag> : null;
}
