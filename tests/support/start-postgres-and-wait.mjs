/** Fixture: starts a throw-away server, says where it lives, and waits to be killed. */
import { startPostgres } from '../../scripts/embedded-postgres.mjs';

const server = await startPostgres();
process.stdout.write(`${server.directory}\n`);
setInterval(() => {}, 60_000);
