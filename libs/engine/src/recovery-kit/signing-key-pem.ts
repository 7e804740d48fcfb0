/** A signing key in the form that openssl reads. */

const PEM_LINE_LENGTH = 64;

/** @param der SubjectPublicKeyInfo, base64 */
export function signingKeyPem(der: string): string {
  const lines = der.match(new RegExp(`.{1,${PEM_LINE_LENGTH}}`, 'g')) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}
