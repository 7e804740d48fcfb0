/** Dumps one component into storage: whole, or as the difference to what an earlier backup holds of it. */

import type { ComponentSource } from '../../domain/application.js';
import type { ManifestComponent } from '../../domain/manifest.js';
import type { DeltaBase, WrittenDelta } from '../../package/delta/write-delta.js';
import { writeDelta } from '../../package/delta/write-delta.js';
import { componentObjectName, deltaObjectName } from '../../package/package-layout.js';
import type { WrittenObject } from '../../package/package-writer.js';
import type { Digest } from '../../pipeline/digest.js';
import type { ComponentDescription, DumpStage } from '../../ports/component-driver.js';
import { driverFor } from '../adapters.js';
import { explainFailure } from '../explain-failure.js';
import { encryptionStages, type RunContext, tellProgress } from './run-context.js';
import { sectionFinder } from './section-finder.js';

export interface StoredComponent {
  source: ComponentSource;
  description: ComponentDescription;
  object: WrittenObject;
  delta: ManifestComponent['delta'];
  /** What the dump program wrote, where it passed by here. */
  dumped: Digest | null;
  /** How long the source was being read, in milliseconds. */
  occupiedMs: number;
}

/** @param base null: it is stored whole. */
export async function storeComponent(
  context: RunContext,
  source: ComponentSource,
  base: DeltaBase | null,
): Promise<StoredComponent> {
  const { adapters, request } = context;
  tellProgress(context, 'preparing', 0);
  const driver = driverFor(adapters, source.kind);
  const description = await driver.describe(source, request.signal);
  tellProgress(context, 'dumping', 0);
  const dump = await driver.dump(source, request.signal);
  const { clock } = adapters;
  const startedMs = clock.monotonicMs();
  if (base === null) {
    const name = componentObjectName(source.name, driver.extension, request.isEncrypted);
    const object = await storeDump(context, name, dump, source);
    const occupiedMs = clock.monotonicMs() - startedMs;
    return { source, description, object, delta: null, dumped: null, occupiedMs };
  }
  let dumpedMs = startedMs;
  const onDumped = (): void => void (dumpedMs = clock.monotonicMs());
  const { object, raw, segmentCount } = await storeDelta(context, { dump, source, base, onDumped });
  const delta = { baseBackupId: base.backupId, baseRaw: base.component.raw, segmentCount };
  return { source, description, object, delta, dumped: raw, occupiedMs: dumpedMs - startedMs };
}

/** Takes care of the dump, whatever happens. */
export async function storeDump(
  context: RunContext,
  name: string,
  dump: DumpStage,
  source: ComponentSource,
): Promise<WrittenObject> {
  const { adapters, request, writer } = context;
  try {
    return await writer.writeObject({
      name,
      stages: [dump.spec, adapters.codec().compress(request.compressionLevel), ...encryptionStages(context)],
      onBytes: (bytes) => tellProgress(context, 'dumping', bytes),
      signal: request.signal,
    });
  } catch (error) {
    throw explainFailure(error, driverFor(adapters, source.kind), source);
  } finally {
    await dump.dispose();
  }
}

interface DeltaDump {
  dump: DumpStage;
  source: ComponentSource;
  base: DeltaBase;
  onDumped: () => void;
}

async function storeDelta(
  context: RunContext,
  { dump, source, base, onDumped }: DeltaDump,
): Promise<WrittenDelta> {
  const { adapters, request, writer } = context;
  const { destination, runner, codec, workPath } = adapters;
  const driver = driverFor(adapters, source.kind);
  const { signal, compressionLevel, isEncrypted } = request;
  const name = deltaObjectName(source.name, driver.extension, isEncrypted);
  try {
    return await writeDelta({
      ...{ destination, runner, workPath, codec: codec(), base, signal, onDumped },
      level: compressionLevel,
      producer: dump.spec,
      sectionsIn: sectionFinder(driver),
      store: (tar) =>
        writer.writeStream({
          name,
          source: tar,
          stages: encryptionStages(context),
          onBytes: (bytes) => tellProgress(context, 'dumping', bytes),
          signal,
        }),
    });
  } catch (error) {
    throw explainFailure(error, driver, source);
  } finally {
    await dump.dispose();
  }
}
