import { en, type MessageKey } from './en.js';
import { textIn } from './text.js';
import { zhCN } from './zh-cn.js';

const keys = Object.keys(en) as MessageKey[];

describe('messages', () => {
  it('has the same keys in both languages, in the same order', () => {
    expect(Object.keys(zhCN)).toEqual(keys);
  });

  it.each(keys)('puts the same values into both languages: %s', (key) => {
    const placeholders = (message: string): string[] => (message.match(/\{\w+\}/g) ?? []).sort();
    expect(placeholders(zhCN[key])).toEqual(placeholders(en[key]));
    expect(zhCN[key].trim()).not.toBe('');
  });

  it('puts values in as they are, even if they look like placeholders', () => {
    expect(textIn('en')('delete.done', { id: '{id} $&' })).toBe('Backup {id} $& was deleted.');
  });
});
