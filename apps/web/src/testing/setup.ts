/** Makes jsdom enough of a browser for the app, before every test file. */
import '@testing-library/jest-dom';

import { TextDecoder, TextEncoder } from 'node:util';

import { jest } from '@jest/globals';
import { configure } from '@testing-library/react';

class SilentResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** The router makes one for every navigation and reads no more of it than this. */
class PlainRequest {
  readonly method: string;
  readonly signal: AbortSignal | null;

  constructor(
    readonly url: string,
    init: RequestInit = {},
  ) {
    this.method = init.method ?? 'GET';
    this.signal = init.signal ?? null;
  }
}

interface Port {
  onmessage: (() => void) | null;
  postMessage: () => void;
}

/** What is posted into one port arrives at the other one in the next task. */
class PlainMessageChannel {
  readonly port1: Port = { onmessage: null, postMessage: () => this.deliver(this.port2) };
  readonly port2: Port = { onmessage: null, postMessage: () => this.deliver(this.port1) };

  private deliver(port: Port): void {
    setTimeout(() => port.onmessage?.(), 0);
  }
}

/** A screen of 1280 pixels: every `min-width` up to that matches. */
function matchMedia(query: string): Partial<MediaQueryList> {
  const minWidthPx = /min-width:\s*(\d+)/.exec(query)?.[1];
  return {
    matches: minWidthPx !== undefined && Number(minWidthPx) <= 1280,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
}

/** jsdom walks through every rule of antd's style sheets for each element, which takes minutes. */
function getInlineStyle(element: HTMLElement): CSSStyleDeclaration {
  return element.style;
}

Object.assign(globalThis, {
  TextEncoder,
  TextDecoder,
  Request: PlainRequest,
  MessageChannel: PlainMessageChannel,
  ResizeObserver: SilentResizeObserver,
  matchMedia,
  getComputedStyle: getInlineStyle,
});
// jsdom lays nothing out; a chart would complain of a box without a size.
Element.prototype.getBoundingClientRect = () =>
  ({ x: 0, y: 0, top: 0, left: 0, right: 800, bottom: 220, width: 800, height: 220 }) as DOMRect;
// Several test files share two cores with the rest of the house.
configure({ asyncUtilTimeout: 8_000 });
jest.setTimeout(30_000);
