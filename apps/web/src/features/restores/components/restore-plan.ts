/** What was chosen for a restore before it is asked for, and what is still missing. */
import type {
  BackupView,
  CreateRestoreBody,
  RestoreStrategy,
  RestoreView,
  TablePlacement,
} from '@holdfast/contract';

export interface RestorePlan {
  strategy: RestoreStrategy;
  /** Names as in the backup; used where the strategy is `tables`. */
  tables: readonly string[];
  placement: TablePlacement;
  /** Null: the storage of the console. */
  destinationId: string | null;
  isForeignAcknowledged: boolean;
}

export const NEW_PLAN: RestorePlan = {
  strategy: 'swap',
  tables: [],
  placement: 'replace',
  destinationId: null,
  isForeignAcknowledged: false,
};

export type PlanGap = 'tables' | 'acknowledgement';

export function isForeign(backup: BackupView): boolean {
  return backup.authenticity === 'foreign' || backup.authenticity === 'unsigned';
}

/** What has to be chosen before the server can be asked. */
export function planGap(plan: RestorePlan, backup: BackupView): PlanGap | null {
  if (plan.strategy === 'tables' && plan.tables.length === 0) return 'tables';
  return isForeign(backup) && !plan.isForeignAcknowledged ? 'acknowledgement' : null;
}

export function choicesOf(plan: RestorePlan): Omit<CreateRestoreBody, 'mode'> {
  return {
    strategy: plan.strategy,
    ...(plan.strategy === 'tables' ? { tables: [...plan.tables], tablePlacement: plan.placement } : {}),
    ...(plan.destinationId === null ? {} : { destinationId: plan.destinationId }),
    ...(plan.isForeignAcknowledged ? { acknowledgeForeign: true } : {}),
  };
}

/** The choices that a preview was made with, so that one can go on from it. */
export function planOf(preview: RestoreView): RestorePlan {
  return {
    ...NEW_PLAN,
    strategy: preview.strategy,
    tables: preview.tables,
    placement: preview.tablePlacement ?? NEW_PLAN.placement,
    destinationId: preview.destinationId,
  };
}

/** Whether a preview was made with these very choices. */
export function isPreviewOf(preview: RestoreView, plan: RestorePlan): boolean {
  if (preview.strategy !== plan.strategy) return false;
  if (plan.strategy !== 'tables') return true;
  const chosen = new Set(plan.tables);
  return (
    chosen.size === preview.tables.length &&
    preview.tables.every((name) => chosen.has(name)) &&
    preview.tablePlacement === plan.placement
  );
}
