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
  { conditionalWrites = 'ignores', hasUploads = true, listsOldWayOnly = false, pageObjects }: S3ServerOptions,
): RequestListener {
  return (request, response) => {
    void answer(request, response).catch((error: unknown) =>
      fail(response, 500, 'InternalError', String(error)),
    );
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
    const uploadId = searchParams.get('uploadId');
    if (hasUploads && request.method === 'GET' && searchParams.has('uploads')) {
      return send(response, 200, uploadsAsXml(await uploads.list(), searchParams.get('prefix') ?? ''));
    }
    if (hasUploads && request.method === 'DELETE' && uploadId !== null) {
      if (await uploads.abort(uploadId)) return send(response, 204, '');
      return fail(response, 404, 'NoSuchUpload');
    }
    if (listsOldWayOnly && searchParams.has('list-type')) return fail(response, 501, 'NotImplemented');
    const isListing = request.method === 'GET' && pathname === `/${S3_BUCKET}`;
    // s3rver does not check signatures of version 4: the query may be changed.
    if (isListing && pageObjects !== undefined) request.url += `&max-keys=${pageObjects}`;
    if (request.headers['if-none-match'] === '*' && conditionalWrites !== 'ignores') {
      if (conditionalWrites === 'refuses') return refuse(request, response, 501, 'NotImplemented');
      if (await exists(directory, pathname)) return refuse(request, response, 412, 'PreconditionFailed');
    }
    // A server cannot take a key's upload that is gone; s3rver would answer 500.
    if (
      request.method === 'POST' &&
      uploadId !== null &&
      !(await uploads.list()).some(({ id }) => id === uploadId)
    ) {
      return refuse(request, response, 404, 'NoSuchUpload');
    }
    await s3rver(request, response);
  }
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

/** Takes the body first: a client that is still sending would see a broken connection instead of the answer. */
async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
): Promise<void> {
  for await (const chunk of request) void chunk;
  fail(response, status, code);
}

function fail(response: ServerResponse, status: number, code: string, message = code): void {
  send(response, status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
