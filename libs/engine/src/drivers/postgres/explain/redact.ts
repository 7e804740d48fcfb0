/** Keeps passwords out of what programs and servers say. */

import type { PostgresConnection } from '../connection.js';

const URL_PASSWORD = /(postgres(?:ql)?:\/\/[^\s:/@]*:)[^\s@]*@/g;
const CONNINFO_PASSWORD = /(password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)/gi;

export function withoutPasswords(text: string, connection: PostgresConnection | null): string {
  const masked = text.replace(URL_PASSWORD, '$1***@').replace(CONNINFO_PASSWORD, '$1***');
  const password = connection?.password?.reveal() ?? '';
  return password.length < 4 ? masked : masked.replaceAll(password, '***');
}
