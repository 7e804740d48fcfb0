import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

import { describe, expect, it } from '@jest/globals';

import { asListenError } from './listen-error.js';

describe('A console that cannot listen', () => {
  it('says which port is taken and what to do', async () => {
    const first = createServer().listen(0, '127.0.0.1');
    await once(first, 'listening');
    const { port } = first.address() as AddressInfo;
    const [error] = (await once(createServer().listen(port, '127.0.0.1'), 'error')) as [Error];
    first.close();
    expect(asListenError(error, { host: '127.0.0.1', port })).toMatchObject({
      code: 'CONFIG_INVALID',
      message: `The console cannot listen on 127.0.0.1:${port}: another program listens there already.`,
      hint: expect.stringContaining('PORT'),
    });
  });

  it('leaves other errors as they are', () => {
    const error = new Error('other');
    expect(asListenError(error, { host: '127.0.0.1', port: 1 })).toBe(error);
  });
});
