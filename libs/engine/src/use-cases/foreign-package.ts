/** Packages that this installation did not sign: refused, or acknowledged and drilled before anything else. */

import type { Manifest } from '../domain/manifest.js';
import type { RestoreRequest, RestoreTablesRequest } from '../engine.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { readBaseChain } from '../package/base-chain.js';
import { authenticityOf } from '../package/manifest-signature.js';
import type { Keyring } from '../ports/keyring.js';
import type { Adapters } from './adapters.js';
import { drill } from './drill.js';
import type { PhaseRecorder } from './phase-recorder.js';

/**
 * Call it before anything else is done for a restore.
 *
 * Throws PACKAGE_NOT_TRUSTED where the package, or one that it builds on, is not signed by a key of the keyring and
 * that was not acknowledged. Where it was, the package is drilled in a throw-away server, and what that throws is
 * thrown: the live server then has heard nothing of the package.
 * @returns its manifest: whoever goes on with this one is not deceived by a package that is exchanged meanwhile.
 */
export async function ensureTrusted(
  adapters: Adapters,
  request: RestoreRequest | RestoreTablesRequest,
  phases: PhaseRecorder,
  runDrill: typeof drill = drill,
): Promise<Manifest> {
  const { appId, backupId, from = adapters.destination, restoreId, jobs, signal } = request;
  const chain = await readBaseChain(from, { appId, backupId });
  const [manifest] = chain;
  if (!needsDrill(chain, adapters.keyring(), request.isForeignAcknowledged)) return manifest;
  await phases.run('drilling', signal, (report) =>
    runDrill(inThrowAwayServer(adapters), {
      appId,
      backupId,
      from,
      drillId: restoreId,
      assertions: [],
      jobs,
      onProgress: ({ phase, ...figures }) => {
        if (phase === 'loading') report(figures);
      },
      signal,
    }),
  );
  return manifest;
}

/**
 * Whether the package needs a drill because it, or one that it builds on, is not ours.
 * Throws PACKAGE_NOT_TRUSTED where that was not acknowledged.
 * @param chain see readBaseChain.
 */
export function needsDrill(
  chain: readonly [Manifest, ...Manifest[]],
  keyring: Pick<Keyring, 'isOwnSigningKey'>,
  isAcknowledged: boolean,
): boolean {
  const distrusted = chain.find((manifest) => authenticityOf(manifest, keyring) !== 'own');
  if (distrusted === undefined) return false;
  if (isAcknowledged) return true;
  throw notTrusted(chain[0], distrusted);
}

/** Not even the server that the administrator named for drills shall run what a stranger wrote. */
export function inThrowAwayServer(adapters: Adapters): Adapters {
  return { ...adapters, scratchServer: null };
}

function notTrusted(asked: Manifest, distrusted: Manifest): HoldfastError {
  const whose = distrusted.signature === null ? 'is not signed' : 'was signed by another installation';
  const which =
    asked.backupId === distrusted.backupId
      ? `The backup ${asked.backupId} ${whose}`
      : `The backup ${asked.backupId} builds on ${distrusted.backupId}, which ${whose}`;
  return new HoldfastError('PACKAGE_NOT_TRUSTED', `${which}: nobody vouches for what is in it.`, {
    hint:
      'Restoring runs code that the backup holds, with the rights of the database role. Acknowledge that only if ' +
      'you trust where the backup comes from; it is then drilled in a throw-away server first. If an earlier ' +
      'installation of yours made it, add that installation’s key to the keyring instead.',
    details: { backupId: distrusted.backupId, signedBy: distrusted.signature?.publicKey ?? null },
  });
}
