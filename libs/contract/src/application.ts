/** What is protected: an application and its components. */

export const COMPONENT_KINDS = ['postgres'] as const;
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

/** A component as clients see it: never with its password. */
export interface ComponentView {
  name: string;
  kind: ComponentKind;
  /** Connection address with the password left out, e.g. `postgresql://app@db:5432/shop`. */
  address: string;
  databaseName: string;
}

export interface ApplicationView {
  /** Slug: lower-case letters, digits and hyphens. */
  appId: string;
  name: string;
  workspaceId: string;
  components: ComponentView[];
}

/** What `POST applications/:appId/test` found out. */
export interface ApplicationTestView {
  ok: boolean;
  components: ComponentTestView[];
}

export interface ComponentTestView {
  name: string;
  ok: boolean;
  engineVersion: string | null;
  toolVersion: string | null;
  sizeBytes: number | null;
  /** Whether a restore can swap the database in; false means in-place only. */
  canSwap: boolean;
  problems: ProblemNote[];
}

/** One finding in words. `code` is stable; `message` says what, `hint` what to do. */
export interface ProblemNote {
  code: string;
  severity: 'blocker' | 'warning' | 'info';
  message: string;
  hint: string | null;
}
