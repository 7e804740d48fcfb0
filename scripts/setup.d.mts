/** Types of setup.mjs for the tests. */

export const ROOT: string;
export function checkNode(version?: string): void;
export function areDependenciesInstalled(root?: string): boolean;
