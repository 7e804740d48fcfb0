import { chooseForDump, chooseForLoad } from './choose-client-tools.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { ClientTools } from './client-tools.js';

function tools(major: number, isPreferred = false): ClientTools {
  return { binDir: `/bin/${major}${isPreferred ? 'p' : ''}`, major, version: `${major}.1`, isPreferred };
}

function installed(...majors: number[]): ClientTools[] {
  return majors.map((major) => tools(major));
}

function failureOf(work: () => unknown): HoldfastError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof HoldfastError) return error;
    throw error;
  }
}

describe('the client for a dump', () => {
  it.each([
    [15, [13, 15, 17], 15],
    [14, [13, 17, 16], 16],
    [18, [18], 18],
  ])('of server %i is, from %j, version %i', (server, majors, expected) => {
    expect(chooseForDump(installed(...majors), server).major).toBe(expected);
  });

  it('is the one in PG_BIN_DIR where two are equally good', () => {
    const choice = chooseForDump([tools(15), tools(15, true), tools(14, true)], 15);
    expect(choice.binDir).toBe('/bin/15p');
  });

  it('is never older than the server', () => {
    expect(failureOf(() => chooseForDump(installed(13, 15), 17))).toMatchObject({
      code: 'TOOL_TOO_OLD',
      message: 'pg_dump 15 cannot dump server 17.',
      hint: 'Install postgresql-client-17 or set PG_BIN_DIR to the directory of its programs.',
    });
  });

  it('is asked for where none is installed', () => {
    expect(failureOf(() => chooseForDump([], 17))).toMatchObject({ code: 'TOOL_MISSING' });
  });
});

describe('the client for a load', () => {
  it.each([
    ['the target’s own', 15, 15, [15, 17], 15],
    ['the target’s own for an older backup', 17, 13, [15, 17], 17],
    ['one that reads archives of 16', 15, 16, [15, 16, 17], 16],
    ['one that reads archives of 17', 16, 17, [15, 16, 17], 17],
    ['a newer reader for archives of 18', 18, 18, [17, 18], 18],
  ])('is %s', (_case, target, archive, majors, expected) => {
    expect(chooseForLoad(installed(...majors), target, archive).major).toBe(expected);
  });
});
