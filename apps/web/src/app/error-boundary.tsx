/** Catches what a page throws while drawing, so that one fault does not leave an empty screen. */
import { Button, Result } from 'antd';
import { Component, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface State {
  error: Error | null;
}

export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <BrokenPage error={this.state.error} />;
  }
}

export function BrokenPage({ error }: { error: Error }): ReactElement {
  const { t } = useTranslation();
  return (
    <Result
      status="error"
      title={t('app.broken')}
      subTitle={error.message}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
      }
    />
  );
}
