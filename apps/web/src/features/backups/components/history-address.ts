/** The history's filter and page in the address of the page, so that a reload or a link shows the same. */
import { BACKUP_STATUSES, BACKUP_TYPES } from '@holdfast/contract';

import type { HistoryFilter } from './history-filters.js';

const NAMES = ['from', 'to', 'status', 'type'] as const;

export interface HistoryPlace {
  filter: HistoryFilter;
  /** From 1. */
  page: number;
}

/** What makes no sense is left out. */
export function readPlace(query: URLSearchParams): HistoryPlace {
  const from = instant(query.get('from'));
  const to = instant(query.get('to'));
  const status = BACKUP_STATUSES.find((known) => known === query.get('status'));
  const type = BACKUP_TYPES.find((known) => known === query.get('type'));
  const page = Number(query.get('page'));
  return {
    filter: {
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(status === undefined ? {} : { status }),
      ...(type === undefined ? {} : { type }),
    },
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The address with another place; whatever else stands in it stays. */
export function writePlace(query: URLSearchParams, { filter, page }: HistoryPlace): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const name of NAMES) {
    const value = filter[name];
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  if (page > 1) next.set('page', String(page));
  else next.delete('page');
  return next;
}

function instant(text: string | null): string | null {
  return text === null || Number.isNaN(Date.parse(text)) ? null : text;
}
