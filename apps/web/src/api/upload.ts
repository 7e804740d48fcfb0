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

/** Sends a file and reads the JSON answer; an empty answer gives undefined. */
export async function upload<T>(route: string, file: File, options: UploadOptions): Promise<T> {
  const { status, responseText } = await exchangeFor(route, file, options);
  if (status < 200 || status >= 300) throw failureOf(status, responseText);
  reportAnswer();
  return (responseText === '' ? undefined : JSON.parse(responseText)) as T;
}

/** Resolves with whatever was answered: the server may refuse before it has read everything. */
function exchangeFor(route: string, file: File, options: UploadOptions): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const exchange = new XMLHttpRequest();
    exchange.open('POST', addressOf(route, options.query));
    exchange.setRequestHeader('Content-Type', 'application/x-tar');
    exchange.upload.onprogress = ({ loaded, total }) =>
      options.onProgress({ bytesSent: loaded, bytesTotal: total });
    exchange.onload = () => resolve(exchange);
    exchange.onerror = () => {
      reportSilence();
      reject(new ConnectionError('upload'));
    };
    exchange.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    options.signal.addEventListener('abort', () => exchange.abort(), { once: true });
    exchange.send(file);
  });
}
