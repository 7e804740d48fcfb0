/** What was sent to a destination that is given up, or that now is another place, is not known any more. */

import type { Catalog } from '@holdfast/catalog';

export async function forgetCopies({ backups }: Catalog, destinationId: string): Promise<void> {
  const holders = await backups.list(({ copies }) =>
    copies.some((copy) => copy.destinationId === destinationId),
  );
  for (const { id } of holders) {
    await backups.update(id, (record) => ({
      ...record,
      copies: record.copies.filter((copy) => copy.destinationId !== destinationId),
    }));
  }
}
