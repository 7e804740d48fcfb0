/** `holdfast recover restore`: a package into a database, by the console's own procedure. */

import type { Application, FoundPackage, RestoreResult } from '@holdfast/engine';

import { CliError } from '../../cli-error.js';
import { confirmByYes } from '../../confirm.js';
import type { CommandContext } from '../../context.js';
import { formatTime } from '../../output/format-time.js';
import { renderNotes } from '../../output/render-notes.js';
import { findPackage } from '../../recovery/find-package.js';
import { showProgress } from '../../recovery/show-progress.js';
import { withRecovery, type Recovery, type RecoveryOptions } from '../../recovery/with-recovery.js';

export interface RestoreOptions extends RecoveryOptions {
  /** Connection address of the database that the data shall be in; it need not exist. */
  to: string;
  acceptForeign?: true;
  yes?: true;
}

export async function restoreRecoverable(
  context: CommandContext,
  backupId: string,
  options: RestoreOptions,
): Promise<void> {
  const { output, text } = context;
  const result = await withRecovery(context, options, async (recovery) => {
    const found = await findPackage(recovery.engine, backupId, text);
    const application = await targetOf(context, found, options.to);
    const address = application.components.map((source) => recovery.engine.address(source)).join(', ');
    const time = formatTime(found.manifest.createdAt);
    const warning = text('recover.restore.warning', { time, address });
    await confirmByYes(context, { warning, isYes: options.yes === true });
    return restore(context, recovery, { found, application, options });
  });
  output.result(result, () => render(result, context));
}

async function restore(
  context: CommandContext,
  { engine, id }: Recovery,
  { found, application, options }: { found: FoundPackage; application: Application; options: RestoreOptions },
): Promise<RestoreResult> {
  const { appId, backupId } = found;
  return showProgress(context, (onProgress) =>
    engine.restore({
      appId,
      backupId,
      restoreId: id,
      application,
      strategy: 'swap',
      jobs: context.config.jobs,
      isForeignAcknowledged: options.acceptForeign === true,
      // The database that stands there is kept; there may be no storage to write another package to.
      takeSafetySnapshot: null,
      onPlanned: async () => undefined,
      onSwapping: async () => undefined,
      onProgress,
      signal: context.interrupt,
    }),
  );
}

/** The package's application, with the database that was named in place of its own. */
async function targetOf(
  { text }: CommandContext,
  { manifest }: FoundPackage,
  to: string,
): Promise<Application> {
  const { Secret } = await import('@holdfast/engine');
  const [component, ...more] = manifest.components;
  if (component === undefined || more.length > 0) {
    throw new CliError('PREFLIGHT_FAILED', text('recover.several', { count: manifest.components.length }));
  }
  const { appId, appName: name, workspaceId } = manifest;
  const source = { name: component.name, kind: component.kind, connection: new Secret(to) };
  return { appId, name, workspaceId, components: [source] };
}

function render({ report, replacements }: RestoreResult, { text }: CommandContext): string {
  const wasThere = !report.notes.some(({ code }) => code === 'LIVE_MISSING');
  const kept = wasThere ? replacements.map(({ keptName }) => keptName) : [];
  const lines = [
    text('restore.done'),
    text('restore.compared', {
      tables: report.comparedTables,
      rows: report.comparedRows,
      largeObjects: report.comparedLargeObjects,
      sequences: report.comparedSequences,
      objects: report.comparedObjects,
    }),
    ...kept.map((name) => text('recover.kept', { name })),
    renderNotes(report.notes, text),
  ];
  return lines.filter((line) => line !== '').join('\n');
}
