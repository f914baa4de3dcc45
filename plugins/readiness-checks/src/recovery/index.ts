import { backupCoverage } from './backupCoverage';
import { backupRecent } from './backupRecent';
import { disruptionBudget } from './disruptionBudgets';
import { restoreProven } from './restores';

/** The checks of the recovery dimension. */
export const recoveryChecks = [
  backupCoverage,
  backupRecent,
  restoreProven,
  disruptionBudget,
];
