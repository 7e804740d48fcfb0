/** What is protected, as the engine sees it. */

import type { ComponentKind } from '@holdfast/contract';

import type { Secret } from './secret.js';

export interface ComponentSource {
  /** Slug, unique in its application; it names the component's object in a package. */
  name: string;
  kind: ComponentKind;
  /** Connection address with its password, e.g. `postgresql://user:password@host:5432/database`. */
  connection: Secret;
}

export interface Application {
  appId: string;
  name: string;
  workspaceId: string;
  components: ComponentSource[];
}
