/** The audit log's hash chain: how an entry is written, hashed and checked. Pure. */

import { createHash } from 'node:crypto';

import type { AuditRecord } from '../records.js';
import { auditSchema } from './schemas.js';

export interface AuditHead {
  sequence: number;
  hash: string;
}

export type AuditEntry = Omit<AuditRecord, 'sequence' | 'previousHash' | 'hash'>;

export const EMPTY_HEAD: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

export function sealEntry(entry: AuditEntry, head: AuditHead): AuditRecord {
  const { at, actor, action, target, outcome, ip, details } = entry;
  const sequence = head.sequence + 1;
  const unsealed = { sequence, at, actor, action, target, outcome, ip, details, previousHash: head.hash };
  return auditSchema.parse({ ...unsealed, hash: hashOf(unsealed) });
}

/** The line is canonical too, so that not even a blank can be changed unnoticed. */
export function formatLine(record: AuditRecord): string {
  return canonicalJson(record);
}

/** Null where the line is not an entry at all. */
export function parseLine(line: string): AuditRecord | null {
  try {
    return auditSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** What is wrong with the line that should follow `head`; null where it fits. */
export function misfitOf(line: string, head: AuditHead): string | null {
  const record = parseLine(line);
  if (record === null) return 'it is not a readable entry';
  if (record.sequence !== head.sequence + 1) {
    return `entry ${record.sequence} stands in its place: entries were deleted, inserted or moved`;
  }
  const { hash, ...unsealed } = record;
  if (formatLine(record) !== line || hashOf(unsealed) !== hash) return 'it was edited';
  return record.previousHash === head.hash ? null : 'the entry before it was replaced';
}

function hashOf(unsealed: Omit<AuditRecord, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(unsealed)).digest('hex');
}

/** JSON without blanks, keys in the order of their UTF-16 units. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
