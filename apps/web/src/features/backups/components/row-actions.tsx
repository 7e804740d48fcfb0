/** What can be done with one backup of the history. */
import { MoreOutlined } from '@ant-design/icons';
import type { BackupView } from '@holdfast/contract';
import { Button, Dropdown } from 'antd';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { DeleteDialog } from './delete-dialog.js';
import { deletionBarrier, type Surroundings } from './deletion-barrier.js';
import { useRowActions, type AskedFor } from './use-row-actions.js';
import { useRowMenu } from './use-row-menu.js';
import { VerifyDialog } from './verify-dialog.js';

interface Props {
  backup: BackupView;
  surroundings: Surroundings;
}

export function RowActions({ backup, surroundings }: Props): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const [asked, setAsked] = useState<AskedFor | null>(null);
  const more = useRef<HTMLButtonElement>(null);
  const items = useRowMenu(backup, deletionBarrier(backup, surroundings));
  const { run, isPending } = useRowActions(backup, setAsked);
  // The entry of the menu that opened the dialog is gone by then.
  const close = (): void => {
    setAsked(null);
    more.current?.focus();
  };
  return (
    <div className="row row-end">
      {backup.status === 'success' && <Link to={paths.restoreFrom(backup.id)}>{t('action.restore')}</Link>}
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => run(key) }}>
        <Button
          ref={more}
          type="text"
          loading={isPending}
          icon={<MoreOutlined />}
          aria-label={t('action.more', { time: format.time(backup.createdAt) })}
        />
      </Dropdown>
      <DeleteDialog backup={backup} isOpen={asked === 'delete'} onClose={close} />
      <VerifyDialog backup={backup} isOpen={asked === 'verify'} onClose={close} />
    </div>
  );
}
