/** Asks the console over HTTP and turns its problem documents into errors. */

import { API_KEY_HEADER } from '@holdfast/contract';

import { Interrupted } from '../cli-error.js';
import type { Text } from '../messages/text.js';
import { notAConsole, redirected, refusal, unreachable } from './console-errors.js';

export interface ConsoleClientOptions {
  url: URL;
  apiKey: string | null;
  text: Text;
  /** Ctrl-C. A request under way then ends with Interrupted. */
  interrupt: AbortSignal;
  timeoutMs?: number;
}

/** What came back, whatever its status. */
export interface Answer {
  status: number;
  /** Parsed JSON; undefined where there was none. */
  body: unknown;
  /** The console's own time, from the header `Date`. */
  date: string | null;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

const TIMEOUT_MS = 15_000;
/** Undoing swaps databases and deleting removes files before they answer. */
export const SLOW_TIMEOUT_MS = 120_000;

export class ConsoleClient {
  readonly #options: ConsoleClientOptions;

  constructor(options: ConsoleClientOptions) {
    this.#options = options;
  }

  get interrupt(): AbortSignal {
    return this.#options.interrupt;
  }

  /** The same client, deaf to Ctrl-C: for what must be said to the console afterwards. */
  uninterrupted(): ConsoleClient {
    return new ConsoleClient({ ...this.#options, interrupt: new AbortController().signal });
  }

  async get<T>(path: string, query: Query = {}): Promise<T> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) parameters.set(name, String(value));
    }
    const search = parameters.toString();
    return (await this.#expectSuccess('GET', search === '' ? path : `${path}?${search}`)) as T;
  }

  async post<T>(path: string, body?: object, timeoutMs?: number): Promise<T> {
    return (await this.#expectSuccess('POST', path, body, timeoutMs)) as T;
  }

  async delete(path: string): Promise<void> {
    await this.#expectSuccess('DELETE', path, undefined, SLOW_TIMEOUT_MS);
  }

  /** @throws CliError CONSOLE_UNREACHABLE where nothing answers; any answer is fine. */
  async ask(method: string, path: string, body?: object, timeoutMs = this.#timeoutMs): Promise<Answer> {
    const { interrupt } = this.#options;
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    const timer = setTimeout(stop, timeoutMs);
    interrupt.addEventListener('abort', stop);
    try {
      if (interrupt.aborted) throw new Interrupted();
      return await this.#fetch(method, path, body, abort.signal);
    } catch (error) {
      if (interrupt.aborted) throw new Interrupted();
      throw unreachable(this.#options, abort.signal.aborted ? { timeoutMs } : { error });
    } finally {
      clearTimeout(timer);
      interrupt.removeEventListener('abort', stop);
    }
  }

  get #timeoutMs(): number {
    return this.#options.timeoutMs ?? TIMEOUT_MS;
  }

  async #expectSuccess(method: string, path: string, body?: object, timeoutMs?: number): Promise<unknown> {
    const answer = await this.ask(method, path, body, timeoutMs);
    if (answer.status >= 400) throw refusal(this.#options, answer);
    if (answer.status >= 300) throw redirected(this.#options);
    if (answer.status !== 204 && answer.body === undefined) throw notAConsole(this.#options, answer);
    return answer.body;
  }

  async #fetch(method: string, path: string, body: object | undefined, signal: AbortSignal): Promise<Answer> {
    const response = await fetch(addressOf(this.#options.url, path), {
      method,
      headers: this.#headers(body),
      body: body === undefined ? null : JSON.stringify(body),
      // The key would be sent on to wherever the redirect points.
      redirect: 'manual',
      signal,
    });
    const content = parseJson(await response.text());
    return { status: response.status, body: content, date: response.headers.get('date') };
  }

  #headers(body: object | undefined): Record<string, string> {
    return {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.#options.apiKey === null ? {} : { [API_KEY_HEADER]: this.#options.apiKey }),
    };
  }
}

/** The console may live under a path of its own behind a proxy. */
function addressOf(base: URL, path: string): string {
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}${path}`;
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}
