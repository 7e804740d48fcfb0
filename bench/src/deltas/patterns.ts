/** Ways in which a database changes between two backups. */

export interface Pattern {
  name: string;
  statements: readonly string[];
}

/** Depends on the row's number only; a vacuumed copy has the same rows. */
const oneIn = (count: number, purpose: number): string =>
  `(hashint8extended(id, ${purpose}) & 1048575) % ${count} = 0`;

const WITHOUT_REFERENCES = 'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey';

function addedRows(table: string, columns: string): string {
  return `INSERT INTO ${table} SELECT ${columns} FROM ${table} WHERE ${oneIn(100, 7)}`;
}

/** New ids, and every value moved by a few characters. */
const appended = [
  addedRows(
    'orders',
    "id + 1000000000, customer_id, status, placed_at + interval '1 day', total + 1, quantity, reverse(reference), comment",
  ),
  addedRows(
    'events',
    "id + 1000000000, occurred_at + interval '1 day', device_id, kind, value + 1, payload || jsonb_build_object('battery', id % 100)",
  ),
  addedRows(
    'documents',
    "id + 1000000000, title, reverse(body), tags, properties, updated_at + interval '1 day'",
  ),
];

const updatedAtRandom = [
  `UPDATE customers SET balance = balance + 1 WHERE ${oneIn(100, 1)}`,
  `UPDATE orders SET status = 'sent', total = total + 1 WHERE ${oneIn(100, 2)}`,
  `UPDATE events SET value = value + 1 WHERE ${oneIn(100, 3)}`,
  `UPDATE documents SET title = upper(title), updated_at = updated_at + interval '1 day' WHERE ${oneIn(100, 4)}`,
];

const third = '(SELECT max(id) / 3 FROM events)';

export const PATTERNS: readonly Pattern[] = [
  { name: 'nothing changed', statements: ['SELECT 1'] },
  { name: '1 % updated at random, 1 % added', statements: [...updatedAtRandom, ...appended] },
  {
    name: 'hot rows: 1 % updated five times',
    statements: Array.from({ length: 5 }, () => `UPDATE orders SET total = total + 1 WHERE ${oneIn(100, 5)}`),
  },
  { name: 'time series: 1 % added to one table', statements: [appended[1] ?? ''] },
  {
    name: 'one JSON value in 5 % of wide rows',
    statements: [
      `UPDATE documents SET properties = jsonb_set(properties, '{version}', '99') WHERE ${oneIn(20, 6)}`,
    ],
  },
  {
    name: 'every row of one table updated',
    statements: ["UPDATE orders SET placed_at = placed_at + interval '1 hour'"],
  },
  {
    name: '10 % deleted in one piece',
    statements: [
      `DELETE FROM events WHERE id BETWEEN ${third} AND ${third} + (SELECT max(id) / 5 FROM events)`,
    ],
  },
  { name: '10 % deleted at random', statements: [`DELETE FROM events WHERE ${oneIn(10, 8)}`] },
  { name: '50 % deleted at random', statements: [`DELETE FROM events WHERE ${oneIn(2, 9)}`] },
  {
    name: 'the oldest 5 % deleted, vacuumed, as many added',
    statements: [
      'DELETE FROM events WHERE id < (SELECT max(id) / 20 FROM events)',
      'VACUUM events',
      `INSERT INTO events SELECT id + 1000000000, occurred_at + interval '1 day', device_id, kind, value + 1,
         payload || jsonb_build_object('battery', id % 100)
         FROM events WHERE ${oneIn(20, 10)}`,
    ],
  },
  {
    name: 'a table dropped',
    statements: [WITHOUT_REFERENCES, 'DROP TABLE customers'],
  },
  {
    name: 'a table added (a third of another)',
    statements: [
      `CREATE TABLE drafts AS SELECT * FROM documents WHERE ${oneIn(3, 11)} ORDER BY md5(id::text)`,
    ],
  },
  { name: 'a table renamed', statements: ['ALTER TABLE events RENAME TO zz_events'] },
  { name: 'VACUUM FULL', statements: [...updatedAtRandom, 'VACUUM FULL'] },
  {
    name: 'CLUSTER on another column',
    statements: ['CREATE INDEX by_reference ON orders (reference)', 'CLUSTER orders USING by_reference'],
  },
];
