import { readFile } from 'node:fs/promises';

import { parse } from 'yaml';

interface Compose {
  services: Record<string, { environment?: Record<string, string>; volumes?: string[] }>;
  volumes: Record<string, unknown>;
}

async function readRoot(name: string): Promise<string> {
  return readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
}

function names(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('docker-compose.yml and Dockerfile', () => {
  it('set only variables that the console knows', async () => {
    const known = names(await readRoot('.env.example'), /^(?:# )?([A-Z_]+)=/gm);
    const compose = parse(await readRoot('docker-compose.yml')) as Compose;
    const inCompose = Object.keys(compose.services['console']?.environment ?? {});
    const environment = /^ENV (.+)$/m.exec(await readRoot('Dockerfile'))?.[1] ?? '';
    const inImage = names(environment, /([A-Z_]+)=/g).filter((name) => name !== 'NODE_ENV');
    expect(inCompose.length + inImage.length).toBeGreaterThan(5);
    expect([...inCompose, ...inImage].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('keep every named volume', async () => {
    const compose = parse(await readRoot('docker-compose.yml')) as Compose;
    const used = Object.values(compose.services).flatMap(({ volumes }) => volumes ?? []);
    expect(used.map((volume) => volume.split(':')[0]).sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('copy the package.json of every workspace, so that npm ci sees them all', async () => {
    const dockerfile = await readRoot('Dockerfile');
    const lock = JSON.parse(await readRoot('package-lock.json')) as { packages: Record<string, unknown> };
    const workspaces = Object.keys(lock.packages).filter((path) => /^(?:apps|libs)\/[a-z]+$/.test(path));
    expect(workspaces.length).toBe(6);
    expect(workspaces.filter((path) => !dockerfile.includes(`COPY ${path}/package.json`))).toEqual([]);
  });
});
