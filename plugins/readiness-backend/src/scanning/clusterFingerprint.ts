import { createHash } from 'node:crypto';
import type { Collected } from '@readiness/backstage-plugin-readiness-engine';
import { toJson } from '../database/rows';

/** What a proof is bound to (`catalogue/00` §0.5): when it changes, the proof ages. */
export interface ClusterFingerprint {
  clusterUid: string;
  /** e.g. `1.34`. */
  k8sMinor: string;
  storageClasses: string[];
  backupSpecHash: string;
}

export function clusterFingerprint({
  cluster,
  inventory,
}: Collected): ClusterFingerprint {
  const classes = inventory.persistentVolumeClaims.flatMap(
    claim => claim.storageClassName ?? [],
  );
  const schedules = inventory.veleroSchedules
    .map(({ namespace, name, template }) => ({ namespace, name, template }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    clusterUid: cluster.uid,
    k8sMinor: `${cluster.version.major}.${cluster.version.minor}`,
    storageClasses: [...new Set(classes)].sort(),
    backupSpecHash: createHash('sha256')
      .update(toJson(schedules))
      .digest('hex'),
  };
}
