import { findAnomalies } from './anomalies.js';
import type { Manifest, ManifestComponent } from './manifest.js';

function component(rows: number, rawSizeBytes: number): ManifestComponent {
  const fingerprint = { tables: [{ name: 'public.orders', columns: [], rows, bytes: 0, hash: '' }] };
  const facts = { name: 'db', fingerprint, raw: { sizeBytes: rawSizeBytes }, database: { name: 'shop' } };
  return facts as unknown as ManifestComponent;
}

function manifest(of: ManifestComponent): Manifest {
  return { components: [of] } as unknown as Manifest;
}

const codes = (before: ManifestComponent | null, now: ManifestComponent): string[] =>
  findAnomalies(before && manifest(before), [now]).map(({ code }) => code);

describe('anomalies', () => {
  it('are a table that had rows and has none', () => {
    expect(codes(component(1000, 1_000_000), component(0, 900_000))).toEqual(['TABLE_EMPTIED']);
  });

  it('are a dump of less than half the size', () => {
    expect(codes(component(1000, 1_000_000), component(900, 499_000))).toEqual(['BACKUP_SHRANK']);
  });

  it('are not ordinary changes, small tables, small dumps, or a first backup', () => {
    expect(codes(component(1000, 1_000_000), component(1, 510_000))).toEqual([]);
    expect(codes(component(3, 1_000), component(0, 100))).toEqual([]);
    expect(codes(null, component(0, 100))).toEqual([]);
  });
});
