/** The whole app: what surrounds every page, and the pages. */
import { useState, type ReactElement } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router-dom';

import { Providers } from './providers.js';
import { routes } from './router.js';

export function App(): ReactElement {
  const [router] = useState(() => createBrowserRouter(routes));
  return (
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  );
}
