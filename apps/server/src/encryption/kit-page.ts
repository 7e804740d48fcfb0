/** The recovery kit as a page to print: nothing in it is loaded from elsewhere. */

import {
  RECOVERY_KIT_TITLE,
  RECOVERY_KIT_WARNING,
  recoveryKitSections,
  type RecoveryKit,
  type RecoveryKitSection,
} from '@holdfast/engine';

const STYLE = [
  'body{font:11pt/1.5 sans-serif;color:#000;background:#fff;max-width:48rem;margin:2rem auto;padding:0 1rem}',
  'h1{font-size:16pt}h2{font-size:12pt;margin:1.2em 0 .3em;break-after:avoid}',
  'p{margin:.2em 0}pre{font:9pt/1.4 monospace;white-space:pre-wrap;overflow-wrap:anywhere;',
  'border:1px solid #888;padding:.5em;margin:.4em 0}.warning{font-weight:bold;border:2px solid #000;padding:.5em}',
  '@media print{body{margin:0;max-width:none}}',
].join('');

export function kitPage(kit: RecoveryKit): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<title>${escaped(RECOVERY_KIT_TITLE)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(RECOVERY_KIT_TITLE)}</h1>`,
    paragraph(`Made at ${kit.madeAt}`),
    `<p class="warning">${escaped(RECOVERY_KIT_WARNING)}</p>`,
    ...recoveryKitSections(kit).map(sectionHtml),
    '</body></html>',
    '',
  ].join('\n');
}

function sectionHtml({ title, words, lines }: RecoveryKitSection): string {
  const heading = `<h2>${escaped(title)}</h2>`;
  return [heading, ...words.map(paragraph), `<pre>${escaped(lines.join('\n'))}</pre>`].join('\n');
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
