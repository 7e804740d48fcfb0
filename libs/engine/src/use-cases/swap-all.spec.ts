import type { ComponentDriver } from '../ports/component-driver.js';
import { Secret } from '../domain/secret.js';
import type { Adapters } from './adapters.js';
import { type ReplacementTarget, swapAll, undoAll } from './swap-all.js';

/** A server's database names, and a driver that renames them as the real one does. */
function server(names: string[], refusing: string[] = []) {
  const databases = new Set(names);
  const move = (from: string, to: string): void => {
    databases.delete(from);
    databases.add(to);
  };
  const driver = {
    kind: 'postgres',
    swap: async (_source: unknown, { liveName, besideName, keptName }: ReplacementTarget['replacement']) => {
      if (refusing.includes(liveName)) throw new Error(`${liveName} is in use`);
      move(liveName, keptName);
      move(besideName, liveName);
      return { refusedMs: 10 };
    },
    undo: async (_source: unknown, { liveName, keptName, undoneName }: ReplacementTarget['replacement']) => {
      if (refusing.includes(liveName)) throw new Error(`${liveName} is in use`);
      move(liveName, undoneName);
      move(keptName, liveName);
      return { refusedMs: 10 };
    },
    drop: async (_source: unknown, { undoneName }: ReplacementTarget['replacement']) => {
      databases.delete(undoneName);
    },
  };
  const adapters = {
    drivers: new Map([['postgres', driver as unknown as ComponentDriver]]),
  } as unknown as Adapters;
  return { adapters, names: () => [...databases].sort() };
}

function target(name: string): ReplacementTarget {
  return {
    source: { name, kind: 'postgres', connection: new Secret('') },
    replacement: {
      componentName: name,
      liveName: name,
      besideName: `${name}-new`,
      keptName: `${name}-kept`,
      undoneName: `${name}-undone`,
    },
  };
}

describe('several databases at once', () => {
  it('are all swapped', async () => {
    const { adapters, names } = server(['a', 'a-new', 'b', 'b-new']);
    await expect(swapAll(adapters, [target('a'), target('b')])).resolves.toBe(10);
    expect(names()).toEqual(['a', 'a-kept', 'b', 'b-kept']);
  });

  it('are none of them swapped where one refuses', async () => {
    const { adapters, names } = server(['a', 'a-new', 'b', 'b-new'], ['b']);
    await expect(swapAll(adapters, [target('a'), target('b')])).rejects.toThrow('b is in use');
    expect(names()).toEqual(['a', 'b', 'b-new']);
  });

  it('are none of them undone where one refuses', async () => {
    const { adapters, names } = server(['a', 'a-kept', 'b', 'b-kept'], ['b']);
    await expect(undoAll(adapters, [target('a'), target('b')])).rejects.toThrow('b is in use');
    expect(names()).toEqual(['a', 'a-kept', 'b', 'b-kept']);
  });
});
