/** What the router shows when a page throws. */
import type { ReactElement } from 'react';
import { useRouteError } from 'react-router-dom';

import { BrokenPage } from './error-boundary.js';

export function RouteError(): ReactElement {
  const thrown = useRouteError();
  return <BrokenPage error={thrown instanceof Error ? thrown : new Error(String(thrown))} />;
}
