/** Looks up a message and puts the values in. */

import { en, type MessageKey } from './en.js';
import type { Language } from './language.js';
import { zhCN } from './zh-cn.js';

export type Text = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

const MESSAGES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, 'zh-CN': zhCN };

export function textIn(language: Language): Text {
  const messages = MESSAGES[language];
  return (key, values = {}) =>
    messages[key].replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}
