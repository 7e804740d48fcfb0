/** A real S3 server on loopback for tests: s3rver, and before it what s3rver lacks. */

import { createRequire } from 'node:module';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface S3rver {
  configureBuckets(): Promise<unknown>;
  callback(): RequestListener;
}

type S3rverClass = new (options: Record<string, unknown>) => S3rver;

// It has no types, and is CommonJS.
const S3rverServer = createRequire(import.meta.url)('s3rver') as S3rverClass;

/** What s3rver takes. */
export const S3_CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } as const;
export const S3_BUCKET = 'backups';

export interface S3ServerOptions {
  /** Honours `If-None-Match: *`, which s3rver ignores; `refuses`: answers 501 to it. */
  conditionalWrites?: 'honours' | 'ignores' | 'refuses';
  /** Lists and aborts uploads, which s3rver does not do. */
  hasUploads?: boolean;
  /** Knows only the older request for listing. */
  listsOldWayOnly?: boolean;
  /** Objects on a page of a listing; left out, 1,000. */
  pageObjects?: number;
}

export interface S3Server {
  endpoint: string;
  port: number;
  /** Uploads that were begun and neither finished nor aborted, as `key`. */
  openUploads(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-s3-'));
  const s3rver = new S3rverServer({
    directory,
    silent: true,
    configureBuckets: [{ name: S3_BUCKET }],
    vhostBuckets: false,
  });
  await s3rver.configureBuckets();
  const uploads = new Uploads(join(directory, S3_BUCKET, '._S3rver_uploads'));
  const server = createServer(inFront(s3rver.callback(), uploads, directory, options));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    openUploads: async () => (await uploads.list()).map(({ key }) => key),
    stop: async () => {
      await close(server);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Uploads as s3rver keeps them: a directory each, with a file that holds the key. */
class Uploads {
  constructor(private readonly directory: string) {}

  async list(): Promise<{ id: string; key: string }[]> {
    const ids = await readdir(this.directory).catch(() => []);
    return Promise.all(
      ids.map(async (id) => ({ id, key: await readFile(join(this.directory, id, 'key'), 'utf8') })),
    );
  }

  async abort(id: string): Promise<boolean> {
    const isThere = (await this.list()).some((upload) => upload.id === id);
    await rm(join(this.directory, id), { recursive: true, force: true });
    return isThere;
  }
}

function inFront(
  s3rver: RequestListener,
  uploads: Uploads,
  directory: string,
  options: S3ServerOptions,
): RequestListener {
  return (request, response) => {
    void refusalOf(request, uploads, directory, options).then(
      (answer) => (answer === null ? s3rver(request, response) : send(request, response, answer)),
      (error: unknown) => send(request, response, refusal(500, String(error))),
    );
  };
}

interface Answer {
  status: number;
  body: string;
}

/** What is answered in place of s3rver; null: s3rver answers. */
async function refusalOf(
  request: IncomingMessage,
  uploads: Uploads,
  directory: string,
  { conditionalWrites = 'ignores', hasUploads = true, listsOldWayOnly = false, pageObjects }: S3ServerOptions,
): Promise<Answer | null> {
  const { method, url = '/' } = request;
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const uploadId = searchParams.get('uploadId');
  if (hasUploads && method === 'GET' && searchParams.has('uploads')) {
    return { status: 200, body: uploadsAsXml(await uploads.list(), searchParams.get('prefix') ?? '') };
  }
  if (hasUploads && method === 'DELETE' && uploadId !== null) {
    return (await uploads.abort(uploadId)) ? { status: 204, body: '' } : refusal(404, 'NoSuchUpload');
  }
  if (listsOldWayOnly && searchParams.has('list-type')) return refusal(501, 'NotImplemented');
  const isListing = method === 'GET' && pathname.replace(/\/$/, '') === `/${S3_BUCKET}`;
  if (isListing && pageObjects !== undefined) {
    if (searchParams.has('list-type')) return newerPage(request, searchParams, pageObjects);
    // s3rver does not check signatures of version 4: the query may be changed.
    if (!searchParams.has('max-keys')) request.url = `${url}&max-keys=${pageObjects}`;
  }
  if (request.headers['if-none-match'] === '*') {
    if (conditionalWrites === 'refuses') return refusal(501, 'NotImplemented');
    const isTaken = conditionalWrites === 'honours' && (await exists(directory, pathname));
    if (isTaken) return refusal(412, 'PreconditionFailed');
  }
  // s3rver would answer 500.
  const isCompletion = method === 'POST' && uploadId !== null;
  const isGone = isCompletion && !(await uploads.list()).some(({ id }) => id === uploadId);
  return isGone ? refusal(404, 'NoSuchUpload') : null;
}

/** s3rver makes tokens with a cipher that Node.js no longer has: its older listing serves the newer one. */
async function newerPage(
  { socket, headers }: IncomingMessage,
  searchParams: URLSearchParams,
  pageObjects: number,
): Promise<Answer> {
  const older = new URL(`http://127.0.0.1:${String(socket.localPort)}/${S3_BUCKET}`);
  const marker = Buffer.from(searchParams.get('continuation-token') ?? '', 'base64url').toString();
  const prefix = searchParams.get('prefix') ?? '';
  older.search = new URLSearchParams({ prefix, marker, 'max-keys': String(pageObjects) }).toString();
  const answer = await fetch(older, {
    headers: pick(headers, ['authorization', 'x-amz-date', 'x-amz-content-sha256']),
  });
  const page = await answer.text();
  const lastKey = [...page.matchAll(/<Key>([^<]*)<\/Key>/g)].at(-1)?.[1] ?? '';
  const token = Buffer.from(lastKey).toString('base64url');
  const next = `<NextContinuationToken>${token}</NextContinuationToken></ListBucketResult>`;
  const isTruncated = page.includes('<IsTruncated>true');
  return { status: answer.status, body: isTruncated ? page.replace('</ListBucketResult>', next) : page };
}

function pick(headers: IncomingMessage['headers'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, String(headers[name])]));
}

async function exists(directory: string, pathname: string): Promise<boolean> {
  return stat(join(directory, `${decodeURIComponent(pathname)}._S3rver_object`)).then(
    () => true,
    () => false,
  );
}

function uploadsAsXml(uploads: readonly { id: string; key: string }[], prefix: string): string {
  const items = uploads
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ id, key }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`);
  return `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${items.join('')}</ListMultipartUploadsResult>`;
}

function refusal(status: number, code: string): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>` };
}

/** Takes the body first: a client that is still sending would see a broken connection instead of the answer. */
function send(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  request.resume();
  request.once('end', () => {
    response.writeHead(status, {
      'content-type': 'application/xml',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
