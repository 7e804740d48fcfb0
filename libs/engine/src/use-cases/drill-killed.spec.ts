import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createSample } from '../../../../tests/support/sample-database.js';
import type { PackageRef } from '../engine.js';
import { type CompiledEngine, compileEngine } from '../testing/compiled-engine.js';
import { type DrillFixture, startDrillFixture } from '../testing/drill-fixture.js';
import { type DrillProcess, startDrill } from '../testing/drill-process.js';
import { eventually } from '../testing/fixture-programs.js';
import { processesNaming } from '../testing/running-processes.js';
import { sweep } from './sweep.js';

let fixture: DrillFixture;
let engine: CompiledEngine;

beforeAll(async () => {
  [fixture, engine] = await Promise.all([startDrillFixture(), compileEngine()]);
}, 120_000);
afterAll(async () => {
  await engine.remove();
  await fixture.stop();
});

function start(ref: PackageRef, stopAt: string, how = ''): DrillProcess {
  return startDrill({ engine, root: fixture.root, pgBinDir: fixture.cluster.binDirectory, ref, stopAt, how });
}

describe('a drill whose console is killed', () => {
  it.each(['loading', 'comparing'])(
    'takes its server with it while %s, and its files are swept at the next start',
    async (phase) => {
      await createSample(fixture.cluster, `killed ${phase}`, 100);
      const ref = await fixture.backUp([`killed ${phase}`]);
      const { child, line } = start(ref, phase);
      expect(await line()).toBe(`in ${phase}`);
      const directory = join(fixture.adapters.workPath, 'drill-drill_in_a_child/part-0');
      const [home = ''] = JSON.parse(await readFile(join(directory, 'server.json'), 'utf8')) as string[];
      expect(await processesNaming(home)).not.toEqual([]);

      child.kill('SIGKILL');
      await once(child, 'close');
      await eventually(async () => (await processesNaming(home)).length === 0);
      expect(existsSync(join(home, 'data'))).toBe(true);

      await sweep(fixture.adapters);
      expect(existsSync(home)).toBe(false);
      expect(await readdir(fixture.adapters.workPath)).toEqual([]);
    },
    120_000,
  );

  it('has its server ended by the sweep where the system did not do it', async () => {
    await createSample(fixture.cluster, 'survivor', 100);
    const ref = await fixture.backUp(['survivor']);
    // Without setpriv nothing ties the server to its console.
    const { child, line } = start(ref, 'loading', 'untied');
    expect(await line()).toBe('in loading');
    const directory = join(fixture.adapters.workPath, 'drill-drill_in_a_child/part-0');
    const [home = ''] = JSON.parse(await readFile(join(directory, 'server.json'), 'utf8')) as string[];
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await processesNaming(home)).not.toEqual([]);
    await sweep(fixture.adapters);
    await eventually(async () => (await processesNaming(home)).length === 0);
    expect(existsSync(home)).toBe(false);
  }, 120_000);
});
