/** Stands in for the browser's XMLHttpRequest; the test says how far an upload is and what is answered. */
import { act } from '@testing-library/react';

export class FakeUpload {
  static sent: FakeUpload[] = [];

  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null } = {
    onprogress: null,
  };
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onabort: (() => void) | null = null;
  address = '';
  status = 0;
  responseText = '';

  /** Puts it in the place of the browser's. */
  static install(): { last: () => FakeUpload } {
    FakeUpload.sent = [];
    Object.assign(globalThis, { XMLHttpRequest: FakeUpload });
    return {
      last: () => {
        const last = FakeUpload.sent.at(-1);
        if (last === undefined) throw new Error('Nothing was sent.');
        return last;
      },
    };
  }

  open(_method: string, address: string): void {
    this.address = address;
  }

  setRequestHeader(): void {}

  send(): void {
    FakeUpload.sent.push(this);
  }

  abort(): void {
    this.onabort?.();
  }

  progress(loaded: number, total: number): void {
    act(() => this.upload.onprogress?.({ loaded, total }));
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    act(() => this.onload?.());
  }
}
