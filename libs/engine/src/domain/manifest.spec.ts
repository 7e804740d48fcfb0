import { readFile, writeFile } from 'node:fs/promises';

import { z } from 'zod';

import { manifestSchema } from './manifest.js';

const DOCUMENT = new URL('../../../../docs/manifest.schema.json', import.meta.url);

describe('the manifest’s JSON Schema in docs/', () => {
  it('says what the code checks', async () => {
    const schema = `${JSON.stringify(z.toJSONSchema(manifestSchema), null, 2)}\n`;
    if (process.env['UPDATE_DOCS'] !== undefined) await writeFile(DOCUMENT, schema);
    expect(await readFile(DOCUMENT, 'utf8')).toBe(schema);
  });
});
