/** Tries a destination out as soon as it is opened, and shows every step. */
import type { DestinationView } from '@holdfast/contract';
import { Alert, Button, Modal } from 'antd';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { UnmeasuredBar } from '../../../components/unmeasured-bar.js';
import { useTestDestination } from '../api/test-destination.js';
import { TestSteps } from './test-steps.js';

interface Props {
  destination: DestinationView;
  onClose: () => void;
}

export function TestDialog({ destination, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const test = useTestDestination();
  const { mutate } = test;
  const { id, name } = destination;
  useEffect(() => mutate(id), [mutate, id]);
  return (
    <Modal
      open
      title={t('destinationTest.title', { name })}
      onCancel={onClose}
      footer={[
        <Button key="again" onClick={() => mutate(id)} disabled={test.isPending}>
          {t('destinationTest.again')}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t('destinationTest.close')}
        </Button>,
      ]}
    >
      <div className="stack" aria-live="polite">
        {test.isPending && (
          <>
            <div>{t('destinationTest.running')}</div>
            <UnmeasuredBar label={t('destinationTest.running')} />
          </>
        )}
        {test.error !== null && <ErrorNotice error={test.error} />}
        {test.data !== undefined && (
          <>
            <Alert
              type={test.data.ok ? 'success' : 'error'}
              showIcon
              title={test.data.ok ? t('destinationTest.ok') : t('destinationTest.failed')}
            />
            <TestSteps result={test.data} />
          </>
        )}
      </div>
    </Modal>
  );
}
