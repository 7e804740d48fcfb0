/** Dumps a restored database again and holds it against the manifest, table by table. */

import type { Application, ComponentSource } from '../domain/application.js';
import { compareFingerprints, type FingerprintComparison } from '../domain/compare-fingerprints.js';
import type { ManifestComponent } from '../domain/manifest.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import type { Inspection, Inspector } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';
import { explainFailure } from './explain-failure.js';

export interface CompareOptions {
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
  /** See ComparisonOptions. */
  isAllowingMore?: boolean;
}

export async function compareRestored(
  adapters: Adapters,
  restored: ComponentSource,
  component: ManifestComponent,
  options: CompareOptions,
): Promise<FingerprintComparison> {
  const { signal } = options;
  const driver = driverFor(adapters, component.kind);
  const { engine } = await driver.describe(restored, signal);
  const inspection = await inspectLive(adapters, restored, component, options);
  return compareFingerprints(component.fingerprint, inspection.fingerprint, {
    isComparingObjects: major(engine.version) === major(component.engine.version),
    isAllowingMore: options.isAllowingMore ?? false,
  });
}

export async function inspectLive(
  adapters: Adapters,
  restored: ComponentSource,
  component: ManifestComponent,
  { onBytes, signal }: CompareOptions,
): Promise<Inspection> {
  const driver = driverFor(adapters, component.kind);
  const inspector = driver.inspect({ expected: component.fingerprint });
  const dump = await driver.dump(restored, signal);
  try {
    const { value } = await runPipeline(adapters.runner, {
      stages: [dump.spec],
      sink: (output) => feed(inspector, output, onBytes),
      signal,
    });
    return value;
  } catch (error) {
    throw explainFailure(error, driver, restored);
  } finally {
    await dump.dispose();
  }
}

async function feed(
  inspector: Inspector,
  output: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): Promise<Inspection> {
  let bytes = 0;
  for await (const chunk of output) {
    inspector.write(chunk);
    bytes += chunk.length;
    onBytes(bytes);
  }
  return inspector.end();
}

function major(version: string): string {
  return version.split('.')[0] ?? version;
}

/** The application's component that a manifest's component belongs to. */
export function sourceOf(application: Application, component: ManifestComponent): ComponentSource | null {
  return application.components.find(({ name }) => name === component.name) ?? null;
}
