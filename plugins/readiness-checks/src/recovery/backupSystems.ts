import type { Workload } from '@readiness/backstage-plugin-readiness-engine';
import { imageName } from '../imageReference';
import type { BackupToolInventory } from './backupTools';

/** A tool of `catalogue/00` §0.8 as the cluster shows it. */
export interface BackupSystem {
  name: string;
  /** Its controllers. */
  workloads: readonly Workload[];
  /** It has been told to back something up, or needs not be. */
  used: boolean;
  /** Objects of it exist. */
  configured: boolean;
}

interface Tool {
  name: string;
  /** Last part of an image's path, without tag and digest. */
  image: RegExp;
  /** Name of the controller, where images are often renamed. */
  workload?: RegExp;
  /** Objects by which it is told what to back up. */
  objects?(inventory: BackupToolInventory): number;
  /** Without such objects it backs nothing up and may be there for another purpose. */
  needsObjects?: true;
}

const TOOLS: readonly Tool[] = [
  {
    name: 'Velero',
    image: /^(oadp-)?velero(-rhel\d+)?$/,
    workload: /^velero$/,
    objects: ({ veleroSchedules }) => veleroSchedules.length,
  },
  {
    name: 'CloudNativePG',
    image: /^cloudnative-pg$/,
    objects: ({ postgresClusters, postgresScheduledBackups }) =>
      postgresScheduledBackups.length +
      postgresClusters.filter(({ backupConfigured }) => backupConfigured)
        .length,
    needsObjects: true,
  },
  {
    name: 'VolSync',
    image: /^volsync$/,
    objects: ({ replicationSources }) => replicationSources.length,
    needsObjects: true,
  },
  {
    name: 'Kasten K10',
    image: /^(k10.*|controllermanager)$/,
    workload: /^controllermanager-svc$/,
    objects: ({ k10Policies }) => k10Policies.length,
  },
  {
    name: 'k8up',
    image: /^k8up$/,
    objects: ({ k8upSchedules }) => k8upSchedules.length,
  },
  {
    name: 'Longhorn backups',
    image: /^longhorn-manager$/,
    objects: ({ longhornRecurringJobs }) => longhornRecurringJobs.length,
    needsObjects: true,
  },
  { name: 'Stash', image: /^stash(-enterprise)?$/ },
  { name: 'KubeStash', image: /^kubestash$/ },
  { name: 'Portworx Backup', image: /^px-backup$/ },
];

/** A controller, not a CronJob or an agent beside it. */
function runsTool({ image, workload }: Tool, candidate: Workload): boolean {
  if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(candidate.kind)) {
    return false;
  }
  const named = workload?.test(candidate.name) ?? false;
  return (
    named ||
    (candidate.template?.containers ?? []).some(
      container =>
        container.role === 'main' &&
        container.image !== undefined &&
        image.test(imageName(container.image)),
    )
  );
}

/** The tools of which there are controllers or objects. */
export function backupSystems(
  inventory: BackupToolInventory,
): readonly BackupSystem[] {
  return TOOLS.map(tool => {
    const objects = tool.objects?.(inventory) ?? 0;
    return {
      name: tool.name,
      workloads: inventory.workloads.filter(workload =>
        runsTool(tool, workload),
      ),
      used: objects > 0 || !tool.needsObjects,
      configured: objects > 0,
    };
  }).filter(({ workloads, configured }) => workloads.length > 0 || configured);
}
