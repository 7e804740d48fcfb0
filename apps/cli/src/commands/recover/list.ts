/** `holdfast recover list`: what lies there. */

import type { FoundPackage, PackageListing } from '@holdfast/engine';

import type { CommandContext } from '../../context.js';
import { formatBytes } from '../../output/format-bytes.js';
import { formatTime } from '../../output/format-time.js';
import { printable } from '../../output/printable.js';
import { renderTable } from '../../output/table.js';
import { withRecovery, type RecoveryOptions } from '../../recovery/with-recovery.js';

export async function listRecoverable(context: CommandContext, options: RecoveryOptions): Promise<void> {
  const { output, text } = context;
  const listing = await withRecovery(context, options, ({ engine }) => engine.listPackages());
  for (const { backupId, message } of listing.damaged) {
    output.message(printable(`✗ ${backupId}: ${message}`));
  }
  if (listing.packages.length === 0) output.message(text('recover.none', { from: options.from }));
  if (listing.packages.length > 0 || output.isJson) {
    output.result(documentOf(listing), () => render(listing.packages, context));
  }
}

function documentOf({ packages, damaged }: PackageListing): object {
  return {
    packages: packages.map(({ manifest, ...found }) => ({
      ...found,
      appName: manifest.appName,
      type: manifest.type,
      parentBackupId: manifest.parentBackupId,
      createdAt: manifest.createdAt,
    })),
    damaged,
  };
}

function render(packages: readonly FoundPackage[], { text }: CommandContext): string {
  const columns = [
    { title: text('field.id') },
    { title: text('field.application') },
    { title: text('field.time') },
    { title: text('field.type') },
    { title: text('field.size'), align: 'right' },
    { title: text('field.signed') },
  ] as const;
  return renderTable(
    columns,
    packages.map(({ backupId, manifest, sizeBytes, authenticity }) => [
      backupId,
      manifest.appName,
      formatTime(manifest.createdAt),
      text(`type.${manifest.type}`),
      formatBytes(sizeBytes),
      text(`authenticity.${authenticity}`),
    ]),
  );
}
