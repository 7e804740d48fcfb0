/** `holdfast catalog rebuild`: for a catalog that is damaged; no console may run. */

import { join } from 'node:path';

import type { CatalogErrorCode } from '@holdfast/catalog';
import type { ErrorCode } from '@holdfast/contract';
import type { Command } from 'commander';

import { CliError } from '../cli-error.js';
import type { CommandContext } from '../context.js';

export function registerCatalog(program: Command, context: CommandContext): void {
  const { text } = context;
  const catalog = program
    .command('catalog')
    .summary(text('catalog.summary'))
    .description(text('catalog.about'));
  catalog
    .command('rebuild')
    .description(text('catalog.rebuild.about'))
    .action(() => rebuild(context));
}

async function rebuild({ config, output, text }: CommandContext): Promise<void> {
  const { rebuildCatalog, CatalogError } = await import('@holdfast/catalog');
  const directory = join(config.storagePath, 'metadata');
  try {
    const { systemClock } = await import('@holdfast/engine');
    const report = await rebuildCatalog({ directory, clock: systemClock });
    output.result(report, () =>
      [
        report.kept.length > 0 ? text('catalog.rebuild.kept', { names: report.kept.join(', ') }) : '',
        report.madeAnew.length > 0 ? text('catalog.rebuild.made', { names: report.madeAnew.join(', ') }) : '',
        ...report.movedAside.map((moved) => text('catalog.rebuild.moved', moved)),
        text(
          report.movedAside.length + report.madeAnew.length === 0
            ? 'catalog.rebuild.nothing'
            : 'catalog.rebuild.done',
        ),
      ]
        .filter((line) => line !== '')
        .join('\n'),
    );
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    throw new CliError(codeOf(error.code), error.message, { hint: error.hint, cause: error });
  }
}

function codeOf(code: CatalogErrorCode): ErrorCode {
  switch (code) {
    case 'CATALOG_DAMAGED':
    case 'CATALOG_LOCKED':
      return code;
    case 'CATALOG_UNAVAILABLE':
      return 'STORAGE_UNAVAILABLE';
    default:
      return 'UNEXPECTED';
  }
}
