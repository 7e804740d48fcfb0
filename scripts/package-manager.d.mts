/** Types of package-manager.mjs for the tests. */

export interface MissingProgram {
  name: string;
  packages: Record<string, string>;
}

export function installCommand(missing: readonly MissingProgram[]): string;
