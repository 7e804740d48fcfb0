/** The audit log in `audit.jsonl`: one line per entry, on disk before the answer. */

import { join } from 'node:path';

import type { AuditLog, AuditVerification } from '../catalog.js';
import type { AuditRecord } from '../records.js';
import {
  EMPTY_HEAD,
  formatLine,
  parseLine,
  sealEntry,
  type AuditEntry,
  type AuditHead,
} from './audit-chain.js';
import { missingHead, readHead, writeHead } from './audit-head.js';
import { appendLine, cutAt, indexLines, readLines, sizeOf } from './audit-lines.js';
import { settleLastEntry } from './audit-recovery.js';
import { verifyAudit } from './audit-verification.js';
import { asStorageError } from './storage-error.js';
import { WriteQueue } from './write-queue.js';

export interface AuditFileOptions {
  directory: string;
  clock: { now(): Date };
  assertLockHeld: () => Promise<void>;
}

/** `head`: what `readAuditHead` said; null for a catalog that is being made. */
export async function openAuditFile(options: AuditFileOptions, head: AuditHead | null): Promise<AuditFile> {
  const { directory, clock } = options;
  const path = auditPath(directory);
  if (head === null) await writeHead(directory, EMPTY_HEAD, null);
  return new AuditFile(options, path, await settleLastEntry({ directory, path, clock }, head ?? EMPTY_HEAD));
}

/** Null where there is no log yet; throws where the head of a log that has entries is lost. */
export async function readAuditHead(directory: string): Promise<AuditHead | null> {
  const head = await readHead(directory);
  if (head === null && (await sizeOf(auditPath(directory))) > 0) throw missingHead(directory);
  return head;
}

function auditPath(directory: string): string {
  return join(directory, 'audit.jsonl');
}

export class AuditFile implements AuditLog {
  readonly #options: AuditFileOptions;
  readonly #path: string;
  readonly #queue = new WriteQueue();
  /** Entries follow this, not what the file says: a cut or an edit is never healed over. */
  #head: AuditHead;
  /** Where a failed entry begins that could not be cut off yet. */
  #cutAtBytes: number | null = null;

  constructor(options: AuditFileOptions, path: string, head: AuditHead) {
    this.#options = options;
    this.#path = path;
    this.#head = head;
  }

  append(entry: AuditEntry): Promise<AuditRecord> {
    const copy = structuredClone(entry);
    return this.#run('write', async () => {
      const record = sealEntry(copy, this.#head);
      await this.#options.assertLockHeld();
      await this.#store(record, { sequence: record.sequence, hash: record.hash });
      return record;
    });
  }

  list(limit: number, offset: number): Promise<{ items: AuditRecord[]; total: number }> {
    return this.#run('read', async () => {
      const index = await indexLines(this.#path);
      const total = index.starts.length;
      const to = Math.max(0, total - offset);
      const lines = await readLines(this.#path, index, Math.max(0, to - limit), to);
      const records = lines.map(parseLine).filter((record) => record !== null);
      return { items: records.reverse(), total };
    });
  }

  verify(): Promise<AuditVerification> {
    return this.#run('read', () => verifyAudit(this.#options.directory, this.#path, this.#head));
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  async #store(record: AuditRecord, next: AuditHead): Promise<void> {
    if (this.#cutAtBytes !== null) await this.#cutOff(this.#cutAtBytes);
    const sizeBefore = await sizeOf(this.#path);
    try {
      await appendLine(this.#path, formatLine(record));
      await writeHead(this.#options.directory, next, this.#head);
    } catch (error) {
      this.#cutAtBytes = sizeBefore;
      await this.#cutOff(sizeBefore).catch(() => undefined);
      throw error;
    }
    this.#head = next;
  }

  async #cutOff(sizeBytes: number): Promise<void> {
    await cutAt(this.#path, sizeBytes);
    this.#cutAtBytes = null;
  }

  #run<T>(verb: 'read' | 'write', task: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      try {
        return await task();
      } catch (error) {
        throw asStorageError(error, `${verb} ${this.#path}`);
      }
    });
  }
}
