import {
  NEVER,
  type PostgresFixture,
  sourceOf,
  startPostgresFixture,
} from '../../../testing/postgres-fixture.js';

let fixture: PostgresFixture;

beforeAll(async () => {
  fixture = await startPostgresFixture();
  await fixture.cluster.createDatabase('asked');
  await fixture.cluster.query(
    `CREATE TABLE orders (id int); INSERT INTO orders VALUES (1), (2);
     CREATE FUNCTION forget() RETURNS bool LANGUAGE sql AS 'DELETE FROM orders RETURNING true';
     CREATE TABLE app_orders AS TABLE orders; CREATE SCHEMA app; ALTER TABLE app_orders SET SCHEMA app;
     ALTER DATABASE asked SET search_path = app, public`,
    'asked',
  );
}, 60_000);
afterAll(() => fixture.stop());

async function ask(sql: string) {
  const source = sourceOf(fixture.cluster.url('asked'));
  const [result] = await fixture.driver.askAssertions(source, [{ name: 'a', sql }], NEVER);
  return result!;
}

describe('an assertion', () => {
  it.each([
    'SELECT true',
    'SELECT count(*) = 2 FROM orders;',
    'WITH o AS (SELECT * FROM orders) SELECT count(*) = 2, 7 FROM o -- a comment',
    'VALUES (true)',
    'SELECT count(*) = 2 FROM app_orders',
  ])('is true: %s', async (sql) => {
    expect(await ask(sql)).toMatchObject({ name: 'a', sql, isTrue: true, message: null });
  });

  it.each([
    ['SELECT false', 'It gave false.'],
    ['SELECT NULL::bool', 'It gave NULL instead of true.'],
    ['SELECT 1', 'It gave 1, which is not of type boolean'],
    [`SELECT 't'`, 'It gave "t", which is not of type boolean'],
    ['SELECT true FROM orders', 'It gave more than one row'],
    ['SELECT true WHERE false', 'It gave no row'],
    ['SELECT', 'It gave no column'],
    ['SELECT true FROM nowhere', 'relation "nowhere" does not exist'],
    ['SELECT nonsense(', 'It could not be asked: syntax error'],
    ['SELECT 1/0 = 1', 'division by zero'],
    ['', 'It could not be asked: syntax error'],
  ])('is not true: %j', async (sql, message) => {
    const result = await ask(sql);
    expect(result.isTrue).toBe(false);
    expect(result.message).toContain(message);
  });

  it.each([
    ['SELECT forget()', 'read-only transaction'],
    ['DELETE FROM orders RETURNING true', 'syntax error'],
    ['WITH d AS (DELETE FROM orders RETURNING true) SELECT true', 'data-modifying statement'],
    ['SELECT true; DELETE FROM orders', 'syntax error'],
    ['SELECT true) AS x; COMMIT; DELETE FROM orders; SELECT * FROM (SELECT true', 'multiple commands'],
    [`SELECT set_config('transaction_read_only', 'off', false) = 'off'`, 'read-write mode'],
  ])('changes nothing: %s', async (sql, message) => {
    const result = await ask(sql);
    expect(result.isTrue).toBe(false);
    expect(result.message).toContain(message);
    expect(await fixture.cluster.query('TABLE public.orders', 'asked')).toHaveLength(2);
  });

  it('does not go on after it was canceled', async () => {
    const source = sourceOf(fixture.cluster.url('asked'));
    const signal = AbortSignal.timeout(300);
    const asked = fixture.driver.askAssertions(
      source,
      [{ name: 'a', sql: 'SELECT pg_sleep(50) IS NULL' }],
      signal,
    );
    await expect(asked).rejects.toMatchObject({ code: 'CANCELED' });
  });
});
