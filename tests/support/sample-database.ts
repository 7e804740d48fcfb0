/** A plain database of a chosen size, for tests in which the faults are what matters. */

import pg from 'pg';

import type { PostgresCluster } from './postgres-cluster.js';

const SCHEMA = `
  CREATE TABLE marker (name text NOT NULL);
  INSERT INTO marker VALUES ('first');
  CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
  INSERT INTO customers SELECT n, 'Customer ' || md5(n::text) FROM generate_series(1, 500) n;
  CREATE TABLE orders (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers,
    note text NOT NULL
  );
  CREATE INDEX ON orders (customer_id);
  SELECT lo_from_bytea(0, 'a large object')`;

/** About 500 bytes a row in a dump, of which every 32 are random. */
const ORDERS = (rows: number) => `
  INSERT INTO orders (customer_id, note)
    SELECT 1 + n % 500, repeat(md5(random()::text), 10) || md5(random()::text) || md5(random()::text)
      FROM generate_series(1, ${rows}) n`;

/** Returns its address. */
export async function createSample(cluster: PostgresCluster, name: string, orders: number): Promise<string> {
  const address = await cluster.createDatabase(name);
  await cluster.query(SCHEMA, name);
  await addOrders(cluster, name, orders);
  return address;
}

export async function addOrders(cluster: PostgresCluster, name: string, orders: number): Promise<void> {
  await cluster.query(ORDERS(orders), name);
}

/** Changes the data so that it differs from every earlier state. */
export async function change(cluster: PostgresCluster, name: string, word: string): Promise<void> {
  await cluster.query(
    `UPDATE marker SET name = ${pg.escapeLiteral(word)};
     DELETE FROM orders WHERE id IN (SELECT min(id) FROM orders);
     UPDATE customers SET name = name || '!' WHERE id % 100 = 7`,
    name,
  );
}
