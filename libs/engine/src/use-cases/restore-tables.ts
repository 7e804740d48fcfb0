/** Brings chosen tables back into the live database. */

import type { Application } from '../domain/application.js';
import type { RestoreTablesRequest, RestoreTablesResult } from '../engine.js';
import type { TablesReplacement } from '../ports/component-driver.js';
import type { Adapters } from './adapters.js';

export function restoreTables(
  _adapters: Adapters,
  _request: RestoreTablesRequest,
): Promise<RestoreTablesResult> {
  return Promise.reject(new Error('This is not built yet.'));
}

export function undoTables(
  _adapters: Adapters,
  _application: Application,
  _replacements: readonly TablesReplacement[],
): Promise<void> {
  return Promise.reject(new Error('This is not built yet.'));
}

export function discardTables(
  _adapters: Adapters,
  _application: Application,
  _replacements: readonly TablesReplacement[],
): Promise<void> {
  return Promise.reject(new Error('This is not built yet.'));
}

export function keptTablesSizeBytes(
  _adapters: Adapters,
  _application: Application,
  _replacements: readonly TablesReplacement[],
): Promise<number | null> {
  return Promise.reject(new Error('This is not built yet.'));
}

export function settleTables(
  _adapters: Adapters,
  _application: Application,
  _replacements: readonly TablesReplacement[],
): Promise<'untouched' | 'restored'> {
  return Promise.reject(new Error('This is not built yet.'));
}
