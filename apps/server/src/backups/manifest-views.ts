/** What a manifest says, as records and clients hold it. */

import type { BackupComponentView, TableView } from '@holdfast/contract';
import type { Manifest } from '@holdfast/engine';

export function componentViewsOf(manifest: Manifest): BackupComponentView[] {
  return manifest.components.map((component) => ({
    name: component.name,
    kind: component.kind,
    databaseName: component.database.name,
    engineVersion: component.engine.version,
    toolVersion: component.tool.version,
    sizeBytes: component.object.sizeBytes,
    rawSizeBytes: component.raw.sizeBytes,
    sha256: component.object.sha256,
    isEncrypted: component.encryption !== null,
    tableCount: component.fingerprint.tables.length,
    rowCount: component.fingerprint.tables.reduce((sum, { rows }) => sum + rows, 0),
  }));
}

export function tableViewsOf(manifest: Manifest): TableView[] {
  return manifest.components.flatMap(({ fingerprint }) =>
    fingerprint.tables.map(({ name, rows, bytes }) => ({ name, rows, bytes })),
  );
}
