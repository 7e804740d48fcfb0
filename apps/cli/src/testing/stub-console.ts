/** A small HTTP server that answers like a console, for the command's specs. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { API_KEY_HEADER, ERROR_CODES, type ErrorCode, type Problem } from '@holdfast/contract';

export interface SeenRequest {
  /** `GET /api/v1/backups?limit=5` */
  line: string;
  apiKey: string | undefined;
  body: unknown;
}

export interface StubAnswer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Ends the connection in place of an answer. */
  isHangUp?: true;
}

/** The last answer is given again and again. */
type Answers = StubAnswer | StubAnswer[] | (() => StubAnswer);

export class StubConsole {
  readonly requests: SeenRequest[] = [];
  readonly #answers = new Map<string, Answers>();
  readonly #server: Server;

  static async start(): Promise<StubConsole> {
    const stub = new StubConsole();
    stub.#server.listen(0, '127.0.0.1');
    await once(stub.#server, 'listening');
    return stub;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** @param route `GET /path`, without a query */
  on(route: string, answers: Answers): this {
    this.#answers.set(route, answers);
    return this;
  }

  requestLines(method: string): string[] {
    return this.requests.map(({ line }) => line).filter((line) => line.startsWith(method));
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const text = await readAll(request);
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const apiKey = request.headers[API_KEY_HEADER.toLowerCase()] as string | undefined;
    this.requests.push({ line: `${method} ${url}`, apiKey, body });
    const answer = this.#next(`${method} ${url.split('?')[0] ?? ''}`);
    if (answer.isHangUp) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  }

  #next(route: string): StubAnswer {
    const answers = this.#answers.get(route);
    if (answers === undefined) return problem('NOT_FOUND', `Nothing at ${route}`);
    if (typeof answers === 'function') return answers();
    if (!Array.isArray(answers)) return answers;
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
  }
}

export function problem(code: ErrorCode, detail: string, extra: Partial<Problem> = {}): StubAnswer {
  const { httpStatus, en } = ERROR_CODES[code];
  const type = `urn:holdfast:error:${code}`;
  const body: Problem = {
    type,
    title: en,
    status: httpStatus,
    detail,
    code,
    hint: null,
    requestId: 'request-1',
    ...extra,
  };
  return { status: httpStatus, body, headers: { 'content-type': 'application/problem+json' } };
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
