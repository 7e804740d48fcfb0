/** A small shop, big enough that its restore can be watched. */
import type { PostgresCluster } from '../../support/postgres-cluster.js';

export const SHOP = 'shop';
export const CUSTOMERS = 60_000;

const SCHEMA = `
  CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, city text NOT NULL);
  INSERT INTO customers
    SELECT n, 'Customer ' || md5(n::text), (ARRAY['上海', 'Berlin', 'Lyon'])[1 + n % 3] FROM generate_series(1, ${CUSTOMERS}) n;
  CREATE TABLE orders (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers,
    note text NOT NULL
  );
  INSERT INTO orders (customer_id, note) SELECT 1 + n % 1000, repeat(md5(n::text), 4) FROM generate_series(1, 120000) n;
  CREATE INDEX ON orders (customer_id)`;

/** Returns its address, as a role that owns it and may create databases, but is no superuser. */
export async function createShop(cluster: PostgresCluster): Promise<string> {
  await cluster.query(`CREATE ROLE shop LOGIN CREATEDB PASSWORD 'shop-password'`);
  await cluster.query(`CREATE DATABASE ${SHOP} OWNER shop TEMPLATE template0`);
  await cluster.query(`SET ROLE shop; ${SCHEMA}`, SHOP);
  return `postgresql://shop:shop-password@127.0.0.1:${cluster.port}/${SHOP}`;
}
