/** Headers of a tar in POSIX's ustar format, with pax records where that has no room. */

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** Eleven octal digits. */
const MAX_USTAR_SIZE_BYTES = 8 * 1024 ** 3 - 1;

const FILE = '0';
const PAX = 'x';

export interface TarEntry {
  /** ASCII, `/` between its parts. */
  path: string;
  sizeBytes: number;
  modifiedAt: Date;
}

/** What stands before the content of a file. */
export function tarHeader(entry: TarEntry): Buffer {
  const records = paxRecords(entry);
  const header = ustarHeader(entry, FILE);
  if (records.length === 0) return header;
  const paxEntry = { ...entry, path: 'PaxHeader', sizeBytes: records.length };
  return Buffer.concat([ustarHeader(paxEntry, PAX), records, tarPadding(records.length), header]);
}

/** What stands after it: zeros up to a whole block. */
export function tarPadding(sizeBytes: number): Buffer {
  return Buffer.alloc((BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES);
}

/** What ends the tar. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK_BYTES);
}

function ustarHeader({ path, sizeBytes, modifiedAt }: TarEntry, type: string): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  const [prefix, name] = splitPath(path) ?? ['', path.slice(0, NAME_BYTES)];
  header.write(name, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(sizeBytes > MAX_USTAR_SIZE_BYTES ? 0 : sizeBytes, 11), 124);
  header.write(octal(Math.floor(modifiedAt.getTime() / 1000), 11), 136);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  return withChecksum(header);
}

/** The sum of all bytes, its own field counted as spaces. */
function withChecksum(header: Buffer): Buffer {
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

/** Null where ustar has no room for it. */
function splitPath(path: string): [prefix: string, name: string] | null {
  if (path.length <= NAME_BYTES) return ['', path];
  const slash = path.indexOf('/', path.length - NAME_BYTES - 1);
  return slash === -1 || slash > PREFIX_BYTES ? null : [path.slice(0, slash), path.slice(slash + 1)];
}

function paxRecords({ path, sizeBytes }: TarEntry): Buffer {
  const records = [
    ...(splitPath(path) === null ? [paxRecord('path', path)] : []),
    ...(sizeBytes > MAX_USTAR_SIZE_BYTES ? [paxRecord('size', String(sizeBytes))] : []),
  ];
  return Buffer.from(records.join(''));
}

/** `<length> key=value\n`, where the length counts its own digits too. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return `${length}${rest}`;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
