/** Keeps what a page does behind its visitor’s back: errors, requests elsewhere, content that jumps. */
import type { Page } from 'playwright-core';

export interface PageWatch {
  /** Errors of scripts, and whatever was written to the browser’s console as an error. */
  readonly errors: string[];
  /** Requests to any other host. */
  readonly foreignRequests: string[];
  /** Sum of the layout shifts since the last call that no input explains. */
  layoutShift(): Promise<number>;
}

/** The browser itself reports every answer that is no success; whether it was to come is the test’s to know. */
const REFUSAL = /^Failed to load resource: /;

interface ShiftEntry extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

function observeShifts(): void {
  const state = { sum: 0 };
  Object.assign(globalThis, { layoutShiftState: state });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as ShiftEntry[]) {
      if (!entry.hadRecentInput) state.sum += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

function takeShifts(): number {
  const { layoutShiftState } = globalThis as unknown as { layoutShiftState: { sum: number } };
  const { sum } = layoutShiftState;
  layoutShiftState.sum = 0;
  return sum;
}

export async function watchPage(page: Page, origin: string): Promise<PageWatch> {
  const errors: string[] = [];
  const foreignRequests: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !REFUSAL.test(message.text())) errors.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url)) foreignRequests.push(url);
  });
  await page.addInitScript(observeShifts);
  return { errors, foreignRequests, layoutShift: () => page.evaluate(takeShifts) };
}
