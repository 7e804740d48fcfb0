/** Sends a file with real progress, which `fetch` cannot tell. Fails as the client does. */
import { ConnectionError } from './api-error.js';
import { addressOf, failureOf, type QueryValues } from './client.js';
import { reportAnswer, reportSilence } from './connection.js';

export interface UploadProgress {
  bytesSent: number;
  bytesTotal: number;
}

export interface UploadOptions {
  query: QueryValues;
  onProgress: (progress: UploadProgress) => void;
  signal: AbortSignal;
}

/** The server refuses before it has read everything: its answer counts though the sending was cut short. */
export function upload<T>(route: string, file: File, options: UploadOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const exchange = new XMLHttpRequest();
    exchange.open('POST', addressOf(route, options.query));
    exchange.setRequestHeader('Content-Type', 'application/x-tar');
    exchange.upload.onprogress = ({ loaded, total }) =>
      options.onProgress({ bytesSent: loaded, bytesTotal: total });
    exchange.onload = () => settle<T>(exchange, resolve, reject);
    exchange.onerror = () => {
      reportSilence();
      reject(new ConnectionError('upload'));
    };
    exchange.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    options.signal.addEventListener('abort', () => exchange.abort(), { once: true });
    exchange.send(file);
  });
}

function settle<T>(
  { status, responseText }: XMLHttpRequest,
  resolve: (answer: T) => void,
  reject: (error: Error) => void,
): void {
  if (status >= 400 || status === 0) {
    reject(failureOf(status, responseText));
    return;
  }
  reportAnswer();
  resolve((responseText === '' ? undefined : JSON.parse(responseText)) as T);
}
