/** The one place that talks to the server. Every failure leaves here as ApiError or ConnectionError. */
import { ApiError, ConnectionError, readProblem } from './api-error.js';
import { reportAnswer, reportSilence } from './connection.js';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type QueryValues = Readonly<Record<string, string | number | undefined>>;

export interface RequestOptions {
  query?: QueryValues;
  body?: unknown;
  signal?: AbortSignal;
}

/** Sends a request and reads the JSON answer; an empty answer gives undefined. */
export async function request<T>(method: Method, route: string, options: RequestOptions = {}): Promise<T> {
  const text = await requestText(method, route, options);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Sends a request and gives the answer as it is, for downloads of plain text. */
export async function requestText(
  method: Method,
  route: string,
  options: RequestOptions = {},
): Promise<string> {
  const response = await send(method, addressOf(route, options.query), options);
  const text = await response.text();
  if (response.ok) {
    reportAnswer();
    return text;
  }
  throw failureOf(response.status, text);
}

async function send(method: Method, address: string, options: RequestOptions): Promise<Response> {
  try {
    return await fetch(address, {
      method,
      credentials: 'same-origin',
      headers: options.body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause;
    reportSilence();
    throw new ConnectionError(cause);
  }
}

/** A 5xx that is not a problem document comes from a proxy in front of a server that is away. */
export function failureOf(status: number, text: string): Error {
  const problem = readProblem(text);
  if (problem === null && status >= 500) {
    reportSilence();
    return new ConnectionError(`HTTP ${status}`);
  }
  reportAnswer();
  return problem ?? new ApiError(status, 'UNEXPECTED', `HTTP ${status}`, null, null, []);
}

export function addressOf(route: string, query: QueryValues = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? route : `${route}?${new URLSearchParams(given).toString()}`;
}
