import type {
  BackupScheduleObject,
  Reason,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { toYaml } from '../toYaml';

const API_VERSION = 'velero.io/v1';

const scheduleTarget = ({ namespace, name }: BackupScheduleObject) => ({
  apiVersion: API_VERSION,
  kind: 'Schedule',
  namespace,
  name,
});

/** A cron text that keeps the objective; hours must divide the day. */
function cronWithin(rpoHours: number): string {
  const every = [24, 12, 8, 6, 4, 3, 2, 1].find(hours => hours <= rpoHours);
  if (every === 24) return '0 2 * * *';
  return every === undefined || every === 1
    ? '0 * * * *'
    : `0 */${every} * * *`;
}

/** A schedule of its own for the namespace. */
export function newSchedule(
  namespace: string,
  rpoHours: number,
  veleroNamespace: string,
): Remediation {
  const name = `${namespace}-backup`;
  return {
    summary: `Back the namespace ${namespace} up with its volumes at least every ${rpoHours} h.`,
    type: 'manifest',
    target: {
      apiVersion: API_VERSION,
      kind: 'Schedule',
      namespace: veleroNamespace,
      name,
    },
    content: toYaml({
      apiVersion: API_VERSION,
      kind: 'Schedule',
      metadata: { name, namespace: veleroNamespace },
      spec: {
        schedule: cronWithin(rpoHours),
        template: {
          includedNamespaces: [namespace],
          snapshotMoveData: true,
          ttl: '720h0m0s',
        },
      },
    }),
    note: 'snapshotMoveData needs CSI snapshots and the node agent; without them set defaultVolumesToFsBackup.',
  };
}

/** Adds the namespace to the explicit list of a schedule that runs. */
export function widenSchedule(
  schedule: BackupScheduleObject,
  namespace: string,
): Remediation {
  const { includedNamespaces, excludedNamespaces } = schedule.template;
  const excluded = excludedNamespaces.includes(namespace);
  return {
    summary: excluded
      ? `Take ${namespace} off the namespaces that the schedule leaves out.`
      : `Add ${namespace} to the namespaces that the schedule holds.`,
    type: 'patch',
    target: scheduleTarget(schedule),
    content: toYaml({
      spec: {
        template: excluded
          ? {
              excludedNamespaces: excludedNamespaces.filter(
                entry => entry !== namespace,
              ),
            }
          : { includedNamespaces: [...includedNamespaces, namespace] },
      },
    }),
    note: 'The list replaces the one in the object: add what was added meanwhile.',
  };
}

export function resumeSchedule(schedule: BackupScheduleObject): Remediation {
  return {
    summary: `Resume the schedule ${schedule.name}.`,
    type: 'patch',
    target: scheduleTarget(schedule),
    content: toYaml({ spec: { paused: false } }),
  };
}

export function quickenSchedule(
  schedule: BackupScheduleObject,
  rpoHours: number,
): Remediation {
  return {
    summary: `Run the schedule at least every ${rpoHours} h.`,
    type: 'patch',
    target: scheduleTarget(schedule),
    content: toYaml({ spec: { schedule: cronWithin(rpoHours) } }),
  };
}

export function repairSchedule(schedule: BackupScheduleObject): Remediation {
  const { namespace, name } = schedule;
  return {
    summary: `Correct what Velero refuses in the schedule ${name}.`,
    type: 'command',
    target: scheduleTarget(schedule),
    content: `velero schedule describe ${shellWord(name)} -n ${shellWord(
      namespace ?? 'velero',
    )}\n`,
    note: 'Phase and validation errors stand at the end of the output.',
  };
}

/** A schedule of CNPG for its own cluster. */
export function postgresSchedule(
  namespace: string,
  cluster: string,
  rpoHours: number,
): Remediation {
  const name = `${cluster}-backup`;
  const apiVersion = 'postgresql.cnpg.io/v1';
  return {
    summary: `Schedule base backups of the PostgreSQL cluster ${cluster}.`,
    type: 'manifest',
    target: { apiVersion, kind: 'ScheduledBackup', namespace, name },
    content: toYaml({
      apiVersion,
      kind: 'ScheduledBackup',
      metadata: { name, namespace },
      spec: {
        schedule: `0 ${cronWithin(rpoHours)}`,
        cluster: { name: cluster },
      },
    }),
    note: 'The schedule has six fields; the first one is seconds.',
  };
}

export const INERT_REASON: Reason = {
  code: 'velero-inert',
  message:
    'Velero objects exist, but no Velero server runs in the cluster: nothing reconciles them.',
};

/** Velero objects without a server. */
export function runVelero(veleroNamespace: string): Remediation {
  const namespace = shellWord(veleroNamespace);
  return {
    summary: 'Bring the Velero server back; then look at the next run.',
    type: 'command',
    content: [
      `kubectl -n ${namespace} get deployment,daemonset,pods`,
      `kubectl -n ${namespace} scale deployment/velero --replicas=1`,
      `velero get schedules -n ${namespace}`,
      '',
    ].join('\n'),
    note: 'If there is no such Deployment, install Velero with your provider plugin and bucket: https://velero.io/docs/main/basic-install/',
  };
}
