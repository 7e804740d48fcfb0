/** One figure of the status with its name. */
import { Card } from 'antd';
import type { ReactElement, ReactNode } from 'react';

interface Props {
  label: string;
  value: ReactNode;
  children?: ReactNode;
}

export function Fact({ label, value, children }: Props): ReactElement {
  return (
    <Card size="small">
      <div className="fact-label">{label}</div>
      <div className="fact-value">{value}</div>
      {children}
    </Card>
  );
}
