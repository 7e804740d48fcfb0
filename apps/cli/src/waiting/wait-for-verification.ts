/** Watches a verification until it is over. */

import {
  ROUTES,
  type AuditEntryView,
  type BackupDetailView,
  type ErrorCode,
  type Page,
} from '@holdfast/contract';

import type { ConsoleClient } from '../api/console-client.js';
import { CliError, isErrorCode } from '../cli-error.js';
import type { CommandContext } from '../context.js';
import { phaseName } from '../output/names.js';
import { progressDisplay } from '../output/progress-display.js';
import { poll } from './poll.js';

const SILENT_READS_MAX = 30;

interface Verification {
  backup: BackupDetailView;
  /** How it ended; null while it runs. */
  outcome: AuditEntryView | null;
}

/**
 * A verification has no record of its own. A backup that could not be read just now
 * stays as it was, so that only the audit log tells that the verification is over.
 */
export class VerificationWatch {
  readonly #context: CommandContext;
  readonly #client: ConsoleClient;
  readonly #id: string;
  readonly #lastSequenceBefore: number;
  /** How often in a row nothing was read any more and nothing was said either; null before it began. */
  #silentReads: number | null = null;

  /** Make it before asking for the verification: what is in the log already is not its outcome. */
  static async prepare(
    context: CommandContext,
    client: ConsoleClient,
    id: string,
  ): Promise<VerificationWatch> {
    const { items } = await latestAudit(client, 1);
    return new VerificationWatch(context, client, id, items[0]?.sequence ?? -1);
  }

  private constructor(
    context: CommandContext,
    client: ConsoleClient,
    id: string,
    lastSequenceBefore: number,
  ) {
    this.#context = context;
    this.#client = client;
    this.#id = id;
    this.#lastSequenceBefore = lastSequenceBefore;
  }

  /** @throws CliError saying why where it did not pass */
  async wait(): Promise<BackupDetailView> {
    const { output, text } = this.#context;
    const display = progressDisplay(output.terminal, text);
    try {
      const { backup, outcome } = await poll(this.#context, {
        read: () => this.#read(),
        isOver: (value) => value.outcome !== null,
        onValue: (value) => display.show(progressOf(value, this.#context)),
        interrupt: this.#client.interrupt,
      });
      if (outcome?.outcome === 'failure') throw failureOf(backup, outcome, this.#context);
      return backup;
    } finally {
      display.stop();
    }
  }

  /** The log first: a success in it is in the backup already. */
  async #read(): Promise<Verification> {
    const { items } = await latestAudit(this.#client, 50);
    const outcome = items.find((entry) => this.#isOurs(entry)) ?? null;
    const backup = await this.#client.get<BackupDetailView>(ROUTES.backup(this.#id));
    if (outcome === null) this.#noticeSilence(backup);
    return { backup, outcome };
  }

  /** A console that was restarted forgets its verifications. */
  #noticeSilence(backup: BackupDetailView): void {
    if (backup.progress !== null) this.#silentReads = 0;
    else if (this.#silentReads !== null) this.#silentReads += 1;
    if (this.#silentReads === null || this.#silentReads < SILENT_READS_MAX) return;
    const { text } = this.#context;
    throw new CliError('INTERRUPTED', text('verify.silent'), {
      hint: text('verify.failed.hint'),
      document: backup,
    });
  }

  #isOurs({ sequence, action, target }: AuditEntryView): boolean {
    return action === 'backup.verify' && target === this.#id && sequence > this.#lastSequenceBefore;
  }
}

function latestAudit(client: ConsoleClient, limit: number): Promise<Page<AuditEntryView>> {
  return client.get<Page<AuditEntryView>>(ROUTES.audit, { limit });
}

function progressOf({ backup: { progress }, outcome }: Verification, { text }: CommandContext) {
  if (outcome !== null) return { phase: text('verify.over'), bytesDone: null, bytesTotal: null };
  const phase = progress === null ? phaseName('waiting', text) : phaseName('verifying', text);
  return { phase, bytesDone: progress?.bytesDone ?? null, bytesTotal: progress?.bytesTotal ?? null };
}

function failureOf(backup: BackupDetailView, outcome: AuditEntryView, { text }: CommandContext): CliError {
  const code = errorCodeOf(outcome);
  const finding = backup.anomalies.findLast((anomaly) => anomaly.code === code);
  const message = finding?.message ?? text('verify.failed', { code });
  return new CliError(code, message, { hint: finding?.hint ?? text('verify.failed.hint'), document: backup });
}

function errorCodeOf({ details }: AuditEntryView): ErrorCode {
  const code = details['errorCode'];
  return typeof code === 'string' && isErrorCode(code) ? code : 'UNEXPECTED';
}
