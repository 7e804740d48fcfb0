/** Tries a store out, step by step; what fails is a step's result. */

import { createHash, randomBytes } from 'node:crypto';

import type { DestinationTestStep, DestinationTestView } from '@holdfast/contract';

import { throwIfCanceled } from '../errors/canceled.js';
import { asHoldfastError, HoldfastError } from '../errors/holdfast-error.js';
import { digestOf } from '../pipeline/digest.js';
import type { Clock } from '../ports/clock.js';
import type { Destination } from '../ports/destination.js';

type StepName = DestinationTestStep['name'];

/** `isSupported` is null where there is nothing to say about it. */
interface Finding {
  isSupported: boolean | null;
  message?: string;
  hint?: string;
}

interface Result {
  step: DestinationTestStep;
  /** Null: it was not found out. */
  isSupported: boolean | null;
}

interface Trial {
  name: StepName;
  /** Steps without which this one says nothing. */
  needs: readonly StepName[];
  run: () => Promise<Finding>;
}

const PROBE_BYTES = 64 * 1024;
/** More than the smallest part of an upload: two parts. */
const LARGE_BYTES = 5 * 1024 * 1024 + 1024;
const FINE: Finding = { isSupported: true };
const DOES_NOT_APPLY: Finding = { isSupported: null, message: 'This kind of destination has no need of it.' };

/** Leaves nothing behind; throws only CANCELED. */
export async function testDestination(
  destination: Destination,
  clock: Clock,
  signal: AbortSignal,
): Promise<DestinationTestView> {
  const place = `holdfast-test-${randomBytes(8).toString('hex')}`;
  const results = new Map<StepName, Result>();
  try {
    for (const trial of trialsOf(destination, place)) {
      throwIfCanceled(signal);
      results.set(trial.name, await runTrial(trial, results, clock));
    }
  } finally {
    await removeAll(destination, place).catch(() => undefined);
  }
  return viewOf(results);
}

function viewOf(results: ReadonlyMap<StepName, Result>): DestinationTestView {
  const steps = [...results.values()].map(({ step }) => step);
  return {
    ok: steps.every(({ ok }) => ok !== false),
    steps,
    supports: {
      conditionalWrites: results.get('conditional-write')?.isSupported ?? null,
      checksums: results.get('checksum')?.isSupported ?? null,
    },
  };
}

const NOT_CONDITIONAL = {
  isSupported: false,
  message: 'The store does not refuse to replace an object that exists.',
  hint: 'No harm where only this console writes to this prefix: its names are never used twice.',
} as const;

const NOT_CHECKED = {
  isSupported: false,
  message: 'The store does not check the checksum of what it is sent.',
  hint: 'Verify backups in this destination from time to time: damage on the way would be found only then.',
} as const;

function trialsOf(destination: Destination, place: string): Trial[] {
  const { trials } = destination;
  const probe = randomBytes(PROBE_BYTES);
  const key = `${place}/b/probe`;
  return [
    { name: 'connect', needs: [], run: () => finely(trials?.connect() ?? destination.prepare()) },
    { name: 'write', needs: ['connect'], run: () => finely(destination.write(key, chunks(probe))) },
    { name: 'read', needs: ['write'], run: () => expectBytes(destination, key, probe) },
    { name: 'list', needs: ['write'], run: () => expectListed(destination, place, key) },
    { name: 'multipart', needs: ['write'], run: () => tryParts(destination, `${place}/b/parts`) },
    { name: 'conditional-write', needs: ['write'], run: () => tryReplacing(destination, key, probe) },
    { name: 'checksum', needs: ['write'], run: () => tryDamage(destination, `${place}/b/damaged`) },
    { name: 'remove', needs: ['write'], run: () => expectRemoved(destination, place) },
  ];
}

async function runTrial(
  { name, needs, run }: Trial,
  before: ReadonlyMap<StepName, Result>,
  clock: Clock,
): Promise<Result> {
  if (needs.some((need) => before.get(need)?.step.ok !== true)) {
    return { step: { name, ok: null, durationMs: 0, message: null, hint: null }, isSupported: null };
  }
  const startedMs = clock.monotonicMs();
  const durationMs = () => Math.round(clock.monotonicMs() - startedMs);
  try {
    const { isSupported, message = null, hint = null } = await run();
    const ok = isSupported === true ? true : null;
    return { step: { name, ok, durationMs: durationMs(), message, hint }, isSupported };
  } catch (thrown) {
    const { message, hint } = asHoldfastError(thrown);
    return { step: { name, ok: false, durationMs: durationMs(), message, hint }, isSupported: null };
  }
}

async function finely(done: Promise<unknown>): Promise<Finding> {
  await done;
  return FINE;
}

async function expectBytes(destination: Destination, key: string, bytes: Buffer): Promise<Finding> {
  const stored = await digestOf((await destination.read(key)) as AsyncIterable<Buffer>);
  if (stored.sha256 === createHash('sha256').update(bytes).digest('hex')) return FINE;
  throw odd(`${key} came back with other bytes than were written`);
}

async function expectListed(destination: Destination, place: string, key: string): Promise<Finding> {
  const listed = await destination.list(place);
  if (listed.length === 1 && listed[0]?.key === key && listed[0].sizeBytes === PROBE_BYTES) return FINE;
  throw odd(`the listing of ${place} does not show what was written`);
}

async function tryParts(destination: Destination, key: string): Promise<Finding> {
  if (destination.trials === undefined) return DOES_NOT_APPLY;
  const bytes = randomBytes(LARGE_BYTES);
  await destination.trials.writeInParts(key, chunks(bytes));
  return expectBytes(destination, key, bytes);
}

async function tryReplacing(destination: Destination, key: string, probe: Buffer): Promise<Finding> {
  if (destination.trials !== undefined) {
    return (await destination.trials.refusesReplacement(key)) ? FINE : NOT_CONDITIONAL;
  }
  // Destinations of our own refuse it themselves.
  const isReplaced = await destination.write(key, chunks(randomBytes(1))).then(
    () => true,
    () => false,
  );
  return isReplaced ? NOT_CONDITIONAL : expectBytes(destination, key, probe);
}

async function tryDamage(destination: Destination, key: string): Promise<Finding> {
  if (destination.trials === undefined) return DOES_NOT_APPLY;
  return (await destination.trials.refusesDamagedBytes(key)) ? FINE : NOT_CHECKED;
}

async function expectRemoved(destination: Destination, place: string): Promise<Finding> {
  await removeAll(destination, place);
  if ((await destination.list(place)).length === 0) return FINE;
  throw odd(`the listing of ${place} still shows what was removed`);
}

async function removeAll(destination: Destination, place: string): Promise<void> {
  for (const { key } of await destination.list(place)) await destination.remove(key);
}

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}

function odd(what: string): HoldfastError {
  return new HoldfastError('STORAGE_UNAVAILABLE', `The store is not reliable: ${what}.`, {
    hint: 'Look whether something caches or changes requests between this machine and the store.',
  });
}
