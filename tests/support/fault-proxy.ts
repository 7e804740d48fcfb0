/** An HTTP proxy on loopback that does to requests and answers what networks and servers do to them. */

import { createServer, type IncomingMessage, request as startRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export type Fault =
  /** Before the request is passed on. */
  | { kind: 'delay'; durationMs: number }
  /** Answered here; the server does not see the request. */
  | { kind: 'status'; status: number; code: string }
  /** The connection is reset while the request is on its way. */
  | { kind: 'reset-request'; afterBytes: number }
  /** The connection is reset while the answer’s body is on its way. */
  | { kind: 'reset-answer'; afterBytes: number }
  /** The connection is closed in an orderly way before the body’s end. */
  | { kind: 'truncate-answer'; afterBytes: number }
  /** One bit of the answer’s body is flipped. */
  | { kind: 'flip-answer'; atByte: number }
  /** The server does its work; the answer never arrives. */
  | { kind: 'lose-answer' };

export interface FaultRule {
  fault: Fault;
  /** Left out: every request. The path has the query with it. */
  when?: (method: string, path: string) => boolean;
  /** How often; left out, once. */
  times?: number;
}

export interface FaultProxy {
  endpoint: string;
  /** The next faults; those before are forgotten. */
  inject(...rules: FaultRule[]): void;
  /** `<method> <path>` of every request so far. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  let rules: { rule: FaultRule; left: number }[] = [];
  const requests: string[] = [];

  const nextFault = (method: string, path: string): Fault | null => {
    const found = rules.find(({ rule, left }) => left > 0 && (rule.when?.(method, path) ?? true));
    if (found === undefined) return null;
    found.left -= 1;
    return found.rule.fault;
  };
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    requests.push(`${method} ${url}`);
    void forward(request, response, targetPort, nextFault(method, url)).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    inject: (...next) => (rules = next.map((rule) => ({ rule, left: rule.times ?? 1 }))),
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  targetPort: number,
  fault: Fault | null,
): Promise<void> {
  if (fault?.kind === 'delay') await delay(fault.durationMs);
  if (fault?.kind === 'status') return refuse(request, response, fault);
  if (fault?.kind === 'reset-request') {
    await takeSome(request, fault.afterBytes);
    request.socket.resetAndDestroy();
    return;
  }
  const answer = await passOn(request, targetPort);
  if (fault?.kind === 'lose-answer') {
    await takeSome(answer, Infinity);
    request.socket.resetAndDestroy();
    return;
  }
  response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
  await sendBody(answer, response, fault);
}

async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code }: { status: number; code: string },
): Promise<void> {
  await takeSome(request, Infinity);
  response.writeHead(status, { 'content-type': 'application/xml' });
  const hasBody = request.method !== 'HEAD';
  response.end(hasBody ? `<Error><Code>${code}</Code><Message>Injected fault</Message></Error>` : '');
}

async function takeSome(message: IncomingMessage, bytes: number): Promise<void> {
  let taken = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    taken += chunk.length;
    if (taken >= bytes) return;
  }
}

/** Resolves with the beginning of the answer. */
async function passOn(request: IncomingMessage, port: number): Promise<IncomingMessage> {
  const { method, url, rawHeaders } = request;
  const onward = startRequest({ host: '127.0.0.1', port, method, path: url, headers: pairsOf(rawHeaders) });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    onward.once('response', resolve).once('error', reject);
  });
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (!onward.write(chunk)) await new Promise((resolve) => onward.once('drain', resolve));
  }
  onward.end();
  return answered;
}

/** The host is signed: headers are passed on as they came. */
function pairsOf(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers[rawHeaders[index] ?? ''] = rawHeaders[index + 1] ?? '';
  }
  return headers;
}

async function sendBody(
  answer: IncomingMessage,
  response: ServerResponse,
  fault: Fault | null,
): Promise<void> {
  let sentBytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    const bytes = changed(chunk, sentBytes, fault);
    const isWritten = response.write(bytes);
    sentBytes += bytes.length;
    if (bytes.length < chunk.length) {
      cut(response, fault);
      return;
    }
    if (!isWritten) await new Promise((resolve) => response.once('drain', resolve));
  }
  response.end();
}

function changed(chunk: Buffer, startByte: number, fault: Fault | null): Buffer {
  if (fault?.kind === 'reset-answer' || fault?.kind === 'truncate-answer') {
    return chunk.subarray(0, Math.max(0, fault.afterBytes - startByte));
  }
  if (fault?.kind !== 'flip-answer') return chunk;
  const at = fault.atByte - startByte;
  const copy = Buffer.from(chunk);
  if (at >= 0 && at < copy.length) copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

/** What was written before still arrives when the connection is closed in an orderly way. */
function cut({ socket }: ServerResponse, fault: Fault | null): void {
  if (fault?.kind === 'truncate-answer') socket?.end();
  else socket?.resetAndDestroy();
}
