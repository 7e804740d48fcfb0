import { formatDuration } from './format-duration.js';
import { formatSize } from './format-size.js';
import { formatAge, formatDay, formatTime } from './format-time.js';

describe('formatSize', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [1_234_567_890, '1.2 GB'],
    [999_999, '1 MB'],
    [412_000_000_000, '412 GB'],
    [7_200_000_000_000_000, '7.2 PB'],
  ])('says %d bytes as %s', (sizeBytes, text) => {
    expect(formatSize(sizeBytes, 'en')).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [180, '180 ms', '180 毫秒'],
    [42_000, '42 s', '42 秒'],
    [192_000, '3 min 12 s', '3 分 12 秒'],
    [3_600_000, '1 h', '1 小时'],
    [79_140_000, '21 h 59 min', '21 小时 59 分'],
    [90_000_000, '1 d 1 h', '1 天 1 小时'],
  ])('says %d ms in both languages', (durationMs, english, chinese) => {
    expect(formatDuration(durationMs, 'en')).toBe(english);
    expect(formatDuration(durationMs, 'zh-CN')).toBe(chinese);
  });

  it('leaves out a second unit that is zero', () => {
    expect(formatDuration(120_000, 'en')).toBe('2 min');
  });
});

describe('formatTime', () => {
  it('shows the zone behind the time in both languages', () => {
    expect(formatTime('2026-11-21T02:00:05Z', 'en', 'Asia/Shanghai')).toBe('Nov 21, 2026, 10:00:05 GMT+8');
    expect(formatTime('2026-11-21T02:00:05Z', 'zh-CN', 'Asia/Shanghai')).toBe(
      '2026年11月21日 10:00:05 GMT+8',
    );
  });

  it('counts hours from 0 to 23', () => {
    expect(formatTime('2026-11-21T00:00:00Z', 'en', 'UTC')).toBe('Nov 21, 2026, 00:00:00 UTC');
  });
});

describe('formatDay', () => {
  it('never shifts a calendar day into another zone', () => {
    expect(formatDay('2026-11-21', 'en')).toBe('Sat, Nov 21');
  });
});

describe('formatAge', () => {
  it('speaks both languages', () => {
    const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000).toISOString();
    expect(formatAge(twoHoursAgo, 'en')).toBe('2 hours ago');
    expect(formatAge(twoHoursAgo, 'zh-CN')).toBe('2 小时前');
  });
});
