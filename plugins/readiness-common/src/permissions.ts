import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';

/** See the scorecard and the findings of an entity. @public */
export const readinessScorecardReadPermission = createPermission({
  name: 'readiness.scorecard.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/** See clusters, their scans and what belongs to no entity. @public */
export const readinessClusterReadPermission = createPermission({
  name: 'readiness.cluster.read',
  attributes: { action: 'read' },
});

/** Decide for the platform: also over tasks that belong to no entity. @public */
export const readinessClusterManagePermission = createPermission({
  name: 'readiness.cluster.manage',
  attributes: { action: 'update' },
});

/** Start a scan. @public */
export const readinessScanStartPermission = createPermission({
  name: 'readiness.scan.start',
  attributes: { action: 'create' },
});

/** Assign and move a task; needed on every entity of its findings. @public */
export const readinessTaskUpdatePermission = createPermission({
  name: 'readiness.task.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/** Record proof, such as a restore drill. @public */
export const readinessEvidenceRecordPermission = createPermission({
  name: 'readiness.evidence.record',
  attributes: { action: 'create' },
});

/** Ask for a waiver. @public */
export const readinessWaiverRequestPermission = createPermission({
  name: 'readiness.waiver.request',
  attributes: { action: 'create' },
});

/** Approve, reject or revoke a waiver. @public */
export const readinessWaiverApprovePermission = createPermission({
  name: 'readiness.waiver.approve',
  attributes: { action: 'update' },
});

/** Say that a finding is wrong. @public */
export const readinessFindingDisputePermission = createPermission({
  name: 'readiness.finding.dispute',
  attributes: { action: 'update' },
});

/** All permissions of the plugin (decision D11). @public */
export const readinessPermissions: Permission[] = [
  readinessScorecardReadPermission,
  readinessClusterReadPermission,
  readinessClusterManagePermission,
  readinessScanStartPermission,
  readinessTaskUpdatePermission,
  readinessEvidenceRecordPermission,
  readinessWaiverRequestPermission,
  readinessWaiverApprovePermission,
  readinessFindingDisputePermission,
];
