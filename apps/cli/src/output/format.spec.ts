import { textIn } from '../messages/text.js';
import { formatBytes } from './format-bytes.js';
import { formatDuration, formatTime } from './format-time.js';
import { describeProgress } from './progress-display.js';

describe('formatBytes', () => {
  it.each([
    [null, '–'],
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [1536, '1.5 KiB'],
    [1024 ** 2 - 1, '1.0 MiB'],
    [5 * 1024 ** 5, '5.0 PiB'],
    [5000 * 1024 ** 5, '5000.0 PiB'],
  ])('says %p as %s', (sizeBytes, expected) => {
    expect(formatBytes(sizeBytes)).toBe(expected);
  });
});

describe('formatDuration', () => {
  it.each([
    [null, '–'],
    [85, '85 ms'],
    [1000, '1.0 s'],
    [59_949, '59.9 s'],
    [59_960, '1 min 00 s'],
    [245_000, '4 min 05 s'],
    [3_599_600, '1 h 00 min'],
    [7_380_000, '2 h 03 min'],
  ])('says %p as %s', (durationMs, expected) => {
    expect(formatDuration(durationMs)).toBe(expected);
  });
});

describe('formatTime', () => {
  it('gives the local time with its zone', () => {
    const instant = '2026-11-20T02:00:00.000Z';
    const date = new Date(instant);
    const local = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
      String(part).padStart(2, '0'),
    );
    expect(formatTime(instant)).toMatch(new RegExp(`^2026-11-\\d\\d ${local.join(':')} \\S+$`));
  });

  it('leaves alone what is no time', () => {
    expect(formatTime(null)).toBe('–');
    expect(formatTime('soon')).toBe('soon');
  });
});

describe('describeProgress', () => {
  const text = textIn('en');

  it('gives no percentage where the total is not known', () => {
    const line = describeProgress({ phase: 'Dumping', bytesDone: 2048, bytesTotal: null }, text, true);
    expect(line).toBe('Dumping  2.0 KiB');
  });

  it('never claims more than 100 %, nor 100 % before the end', () => {
    const at = (bytesDone: number): string =>
      describeProgress({ phase: 'Reading', bytesDone, bytesTotal: 1000 }, text, false);
    expect(at(999)).toContain(' 99 %');
    expect(at(1200)).toContain(' 100 %');
  });
});
