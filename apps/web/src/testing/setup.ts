/** Makes jsdom enough of a browser for the app, before every test file. */
import '@testing-library/jest-dom';

import { TextDecoder, TextEncoder } from 'node:util';

class SilentResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** A screen of 1280 pixels: every `min-width` up to that matches. */
function matchMedia(query: string): Partial<MediaQueryList> {
  const minWidthPx = /min-width:\s*(\d+)/.exec(query)?.[1];
  return {
    matches: minWidthPx !== undefined && Number(minWidthPx) <= 1280,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  };
}

Object.assign(globalThis, { TextEncoder, TextDecoder, ResizeObserver: SilentResizeObserver });
// Specs of pure functions run without a window.
if (typeof window !== 'undefined') Object.assign(window, { matchMedia });
