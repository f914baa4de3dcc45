import { backupCoverage } from './backupCoverage';
import { backupRecent } from './backupRecent';
import { disruptionBudget } from './disruptionBudgets';
import { restoreProven } from './restores';
import { backupTool } from './backupTool';
import { gitopsManaged } from './gitopsManaged';
import { gitopsSynced } from './gitopsSynced';
import { multiReplica } from './multiReplica';
import { multiZone } from './multiZone';
import { probesGate } from './probes';
import { reclaimPolicy } from './reclaimPolicy';
import { snapshotReady } from './snapshots';
import { topologySpread } from './topologySpread';

/** The checks of the recovery dimension. */
export const recoveryChecks = [
  backupCoverage,
  backupRecent,
  restoreProven,
  disruptionBudget,
  backupTool,
  gitopsManaged,
  gitopsSynced,
  probesGate,
  reclaimPolicy,
  snapshotReady,
  multiReplica,
  topologySpread,
  multiZone,
];
