/** Opens the recovery kit on a page of its own, to be printed. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { paths } from '../../../config/paths.js';

export function PrintKitLink(): ReactElement {
  const { t } = useTranslation();
  return (
    <Button icon={<PrinterOutlined />} href={paths.recoveryKit} target="_blank" rel="noopener">
      {t('encryption.print')}
    </Button>
  );
}
