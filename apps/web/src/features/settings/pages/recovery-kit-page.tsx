/** The recovery kit as a page to be printed. It holds a secret: it is fetched only when somebody asks. */
import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { PageTitle } from '../../../components/page-title.js';
import { useRecoveryKit } from '../api/get-recovery-kit.js';

export function RecoveryKitPage(): ReactElement {
  const { t } = useTranslation();
  const kit = useRecoveryKit();
  return (
    <main className="kit-page stack">
      <PageTitle title={t('encryption.kit')} />
      <Alert
        className="not-printed"
        type="warning"
        showIcon
        role="note"
        title={t('encryption.kitTitle')}
        description={t('encryption.kitHint')}
      />
      {kit.error !== null && <ErrorNotice error={kit.error} />}
      {kit.data === undefined ? (
        <div>
          <Button type="primary" onClick={() => kit.mutate(undefined)} loading={kit.isPending}>
            {t('encryption.show')}
          </Button>
        </div>
      ) : (
        <>
          <div className="not-printed">
            <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
              {t('encryption.printNow')}
            </Button>
          </div>
          <pre className="kit-text">{kit.data}</pre>
        </>
      )}
    </main>
  );
}
