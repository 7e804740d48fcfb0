import { createPublicKey, verify } from 'node:crypto';
import { inspect } from 'node:util';

import { SigningKey } from './signing-key.js';

/** Identities of 32 zero bytes and of the bytes 0 to 31; their keys were worked out in Python and by openssl. */
const KNOWN: [identity: string, publicKey: string][] = [
  [
    'AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ8H00W3',
    'MCowBQYDK2VwAyEAXdnfhegcXHuZgmydYDag0LEEM9EhjSmljZOnlM4yNgc=',
  ],
  [
    'AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG',
    'MCowBQYDK2VwAyEA31IYHtXl4LT6pZX/WSth1HCsVePsp2HreYbixaJxZg8=',
  ],
];

describe('the signing key of an identity', () => {
  it.each(KNOWN)('is derived as the decision record says, from %s', (identity, publicKey) => {
    expect(new SigningKey(identity).publicKey).toBe(publicKey);
  });

  it('signs so that its public key confirms these bytes and no others', () => {
    const [identity, publicKey] = KNOWN[1] as [string, string];
    const signature = new SigningKey(identity).sign(Buffer.from('{}'));
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    expect(signature).toHaveLength(64);
    expect(verify(null, Buffer.from('{}'), key, signature)).toBe(true);
    expect(verify(null, Buffer.from('{ }'), key, signature)).toBe(false);
  });

  it('does not show its secret', () => {
    const [identity] = KNOWN[1] as [string, string];
    const key = new SigningKey(identity);
    const shown = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key);
    expect(shown).not.toContain('ecb3185f57d3d6ba');
    expect(shown).not.toContain('7LMYX1fT1rqQ');
    expect(Object.keys(key)).toEqual(['publicKey']);
  });

  it('is not made of something that is no identity', () => {
    expect(() => new SigningKey('AGE-SECRET-KEY-1QQQQ')).toThrow();
    expect(() => new SigningKey('age19ljhmg68e43yx9fgm2k9lwefquc0la5y4lzvlshdjzv47kxt8d6qr9vf4p')).toThrow(
      'no identity',
    );
  });
});
