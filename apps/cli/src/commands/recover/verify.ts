/** `holdfast recover verify`: opens a package to its last byte. */

import type { CommandContext } from '../../context.js';
import { findPackage } from '../../recovery/find-package.js';
import { showProgress } from '../../recovery/show-progress.js';
import { withRecovery, type RecoveryOptions } from '../../recovery/with-recovery.js';

export async function verifyRecoverable(
  context: CommandContext,
  backupId: string,
  options: RecoveryOptions,
): Promise<void> {
  const { output, text, interrupt: signal } = context;
  const found = await withRecovery(context, options, async ({ engine }) => {
    const { appId, authenticity } = await findPackage(engine, backupId, text);
    await showProgress(context, (onProgress) =>
      engine.verifyBackup({ appId, backupId, level: 'readable', onProgress, signal }),
    );
    return { appId, backupId, authenticity };
  });
  const signed = text(`authenticity.${found.authenticity}`);
  output.result({ ...found, level: 'readable' }, () =>
    text('recover.verify.passed', { id: backupId, signed }),
  );
}
