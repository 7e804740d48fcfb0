/**
 * SQL that makes a shop's database, the same one each time: narrow orders, events with JSON, wide documents.
 *
 * No random numbers: every value is a hash of the row's number. Texts are put together from a few hundred
 * phrases, so that they compress about as well as what people write.
 */

/** What one customer with its orders, events and documents takes, with its indexes; measured. */
const BYTES_PER_CUSTOMER = 9550;
const ORDERS = 12;
const EVENTS = 20;
/** One document for so many customers. */
const CUSTOMERS_PER_DOCUMENT = 2;

const WORDS =
  'account address amount appliance balance batch branch bundle cancel carrier cart change charge claim client ' +
  'contract courier credit customer deadline dealer debit delay deliver deposit discount dispatch district draft ' +
  'east estimate exchange expire export fabric factory filter final forward freight garden goods grant gross handle ' +
  'import incident index inquiry invoice item journal label ledger letter license limit market measure member method ' +
  'monthly net notice number offer office order origin outlet package paid parcel partner payment pending period ' +
  'phone pickup policy postal premium price priority process product profile promise purchase quality quantity quota ' +
  'rate reason receipt recipient record refund region release reminder rental repair report request reserve retail ' +
  'return revenue review route sample season section segment serial service settle shelf ship signature source stock ' +
  'storage store street subject supply support tariff tax terminal ticket total track trade transfer unit update ' +
  'valid value vendor voucher warehouse warranty weekly weight wholesale window yearly zone';

/** A non-negative number that depends on the row and on what it is for. */
function hash(row: string, purpose: number, below: number): string {
  return `((hashint8extended(${row}, ${purpose}) & 9007199254740991) % ${below})`;
}

const PHRASES = 256;

/** As an array in SQL; a constant is not unpacked for each row as a stored one would be. */
function phrasesSql(): string {
  const words = WORDS.split(' ');
  const wordAt = (place: number): string => words[place % words.length] ?? '';
  const phrases = Array.from({ length: PHRASES }, (_, i) =>
    [wordAt(i * 7 + 3), wordAt(i * 29 + 1), wordAt(i * 53 + 11)].join(' '),
  );
  return `'{${phrases.join(',')}}'::text[]`;
}

/** Six words. */
function phrase(row: string, purpose: number): string {
  const half = (part: number): string => `p[1 + ${hash(row, 2 * purpose + part, PHRASES)}]`;
  return `(${half(0)} || ' ' || ${half(1)})`;
}

const tables = [
  `CREATE TABLE customers (
     id bigint NOT NULL, name text NOT NULL, email text NOT NULL, country char(2) NOT NULL,
     balance numeric(12,2) NOT NULL, created_at timestamptz NOT NULL, note text)`,
  `CREATE TABLE orders (
     id bigint NOT NULL, customer_id bigint NOT NULL, status text NOT NULL, placed_at timestamptz NOT NULL,
     total numeric(10,2) NOT NULL, quantity integer NOT NULL, reference text NOT NULL, comment text)`,
  `CREATE TABLE events (
     id bigint NOT NULL, occurred_at timestamptz NOT NULL, device_id integer NOT NULL, kind text NOT NULL,
     value double precision NOT NULL, payload jsonb NOT NULL)`,
  `CREATE TABLE documents (
     id bigint NOT NULL, title text NOT NULL, body text NOT NULL, tags text[] NOT NULL, properties jsonb NOT NULL,
     updated_at timestamptz NOT NULL)`,
];

/** Rows by their numbers, both inclusive. */
interface Rows {
  first: number;
  last: number;
}

function customers({ first, last }: Rows): string {
  return `
    INSERT INTO customers
    SELECT i, initcap(split_part(${phrase('i', 11)}, ' ', 1) || ' ' || split_part(${phrase('i', 12)}, ' ', 2)),
           'c' || i || '@' || split_part(${phrase('i', 13)}, ' ', 1) || '.example',
           (ARRAY['DE','CN','US','FR','BR','JP','IN','GB'])[1 + ${hash('i', 14, 8)}],
           ${hash('i', 15, 10_000_000)} / 100.0, timestamptz '2019-01-01 00:00Z' + i * interval '97 seconds',
           CASE WHEN i % 4 = 0 THEN ${phrase('i', 16)} END
      FROM generate_series(${first}, ${last}) i, (SELECT ${phrasesSql()} AS p) phrases`;
}

function orders({ first, last }: Rows, customerCount: number): string {
  return `
    INSERT INTO orders
    SELECT i, 1 + ${hash('i', 21, customerCount)}, (ARRAY['paid','sent','open','returned'])[1 + ${hash('i', 22, 4)}],
           timestamptz '2020-01-01 00:00Z' + i * interval '11.3 seconds', ${hash('i', 23, 100_000)} / 100.0,
           1 + ${hash('i', 24, 20)}, upper(substr(md5(i::text), 1, 12)), ${phrase('i', 25)} || ', ' || ${phrase('i', 26)}
      FROM generate_series(${first}, ${last}) i, (SELECT ${phrasesSql()} AS p) phrases`;
}

function events({ first, last }: Rows): string {
  return `
    INSERT INTO events
    SELECT i, timestamptz '2023-01-01 00:00Z' + i * interval '2.713 seconds', ${hash('i', 31, 5000)},
           (ARRAY['reading','login','alarm','heartbeat','update'])[1 + ${hash('i', 32, 5)}],
           ${hash('i', 33, 1_000_000)} / 997.0,
           jsonb_build_object('battery', ${hash('i', 34, 100)}, 'firmware', '2.' || ${hash('i', 35, 30)},
             'message', ${phrase('i', 36)}, 'session', substr(md5((i / 7)::text), 1, 8))
      FROM generate_series(${first}, ${last}) i, (SELECT ${phrasesSql()} AS p) phrases`;
}

function documents({ first, last }: Rows): string {
  const body = Array.from({ length: 24 }, (_, line) => phrase('i', 100 + line)).join(', ');
  return `
    INSERT INTO documents
    SELECT i, ${phrase('i', 41)}, concat_ws(E'. ', ${body}),
           string_to_array(${phrase('i', 42)}, ' '),
           jsonb_build_object('author', ${hash('i', 43, 500)}, 'version', ${hash('i', 44, 40)}, 'summary', ${phrase('i', 45)},
             'checksum', md5(i::text)),
           timestamptz '2021-01-01 00:00Z' + i * interval '61 seconds'
      FROM generate_series(${first}, ${last}) i, (SELECT ${phrasesSql()} AS p) phrases`;
}

const constraints = [
  'ALTER TABLE customers ADD PRIMARY KEY (id)',
  'ALTER TABLE customers ADD UNIQUE (email)',
  'ALTER TABLE orders ADD PRIMARY KEY (id)',
  'CREATE INDEX ON orders (customer_id, placed_at)',
  'CREATE INDEX ON orders (status, total)',
  'ALTER TABLE events ADD PRIMARY KEY (id)',
  'CREATE INDEX ON events (device_id, occurred_at)',
  'ALTER TABLE documents ADD PRIMARY KEY (id)',
  'CREATE INDEX ON documents (title)',
  'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id)',
];

/** Statements in their order; each may take a while. */
export function datasetStatements(sizeBytes: number): string[] {
  const customerCount = customerCountOf(sizeBytes);
  const upTo = (last: number): Rows => ({ first: 1, last });
  return [
    ...tables,
    customers(upTo(customerCount)),
    orders(upTo(customerCount * ORDERS), customerCount),
    events(upTo(customerCount * EVENTS)),
    documents(upTo(Math.ceil(customerCount / CUSTOMERS_PER_DOCUMENT))),
    ...constraints,
    'VACUUM (FREEZE, ANALYZE)',
  ];
}

/** A day of work: one row in a hundred is changed, wherever it lies, and one in a hundred is added. */
export function dayStatements(sizeBytes: number): string[] {
  const customerCount = customerCountOf(sizeBytes);
  const after = (count: number): Rows => ({ first: count + 1, last: count + Math.ceil(count / 100) });
  const oneInAHundred = `${hash('id', 51, 100)} = 0`;
  return [
    `UPDATE customers SET balance = balance + 1 WHERE ${oneInAHundred}`,
    `UPDATE orders SET status = 'sent', total = total + 1 WHERE ${oneInAHundred}`,
    `UPDATE events SET value = value + 1 WHERE ${oneInAHundred}`,
    `UPDATE documents SET title = upper(title), updated_at = updated_at + interval '1 day' WHERE ${oneInAHundred}`,
    customers(after(customerCount)),
    orders(after(customerCount * ORDERS), customerCount),
    events(after(customerCount * EVENTS)),
    documents(after(Math.ceil(customerCount / CUSTOMERS_PER_DOCUMENT))),
    'ANALYZE',
  ];
}

function customerCountOf(sizeBytes: number): number {
  return Math.max(100, Math.round(sizeBytes / BYTES_PER_CUSTOMER));
}
