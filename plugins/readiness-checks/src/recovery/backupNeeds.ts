import type {
  ClaimObject,
  JudgedSubjects,
} from '@readiness/backstage-plugin-readiness-engine';
import type { BackupItem } from './backupSelection';

type NamespaceSubject = JudgedSubjects['namespace'];

/** What of a namespace is lost unless a backup holds it. */
export interface BackupNeeds {
  claims: readonly BackupItem[];
  /** Root controllers that no GitOps controller would recreate. */
  workloads: readonly BackupItem[];
}

/** A claim as what a backup has to hold. */
export const claimItem = ({ name, labels }: ClaimObject): BackupItem => ({
  group: '',
  kind: 'PersistentVolumeClaim',
  name,
  labels,
});

/**
 * Every claim, and the workloads that are not in Git. One-off Jobs and mirror
 * pods are nobody's loss. In a namespace of tier 3 that has claims, only the
 * claims count.
 */
export function backupNeeds(
  { name, workloads, tier }: NamespaceSubject,
  allClaims: readonly ClaimObject[],
): BackupNeeds {
  const claims = allClaims
    .filter(claim => claim.namespace === name)
    .map(claimItem);
  const inNeed = tier < 3 || claims.length === 0;
  return {
    claims,
    workloads: inNeed
      ? workloads
          .filter(
            ({ fixRoot, kind, classes }) =>
              fixRoot.type !== 'gitops' &&
              kind !== 'Job' &&
              !classes.has('static'),
          )
          .map(workload => ({
            group: workload.apiGroup,
            kind: workload.kind,
            name: workload.name,
            labels: workload.labels,
          }))
      : [],
  };
}

/** Nothing that a backup would have to hold. */
export function needsNoBackup({ claims, workloads }: BackupNeeds): boolean {
  return claims.length === 0 && workloads.length === 0;
}
