import { deployment, podSpec } from '../__fixtures__/objects';
import {
  claim,
  postgresClaim,
  postgresCluster,
  schedule,
  scheduledBackup,
  veleroServer,
  volSync,
} from './__fixtures__/backups';
import { backupCoverage as check } from './backupCoverage';
import type { CheckCase } from '../__fixtures__/checkCases';

export const subject = 'payments';
export const data = claim('data');
export const api = deployment(podSpec(), {
  name: 'api',
  namespace: 'payments',
});
const tracked = deployment(podSpec(), {
  name: 'api',
  namespace: 'payments',
  metadata: {
    annotations: {
      'argocd.argoproj.io/tracking-id': 'pay:apps/Deployment:payments/api',
    },
  },
});

const presence = (apiVersion: string, kind: string, namespace: string) => ({
  apiVersion,
  kind,
  metadata: { name: 'daily', namespace },
});
const longhorn = presence(
  'longhorn.io/v1beta2',
  'RecurringJob',
  'longhorn-system',
);
const k10 = presence('config.kio.kasten.io/v1alpha1', 'Policy', 'kasten-io');
const k8up = (namespace: string) =>
  presence('k8up.io/v1', 'Schedule', namespace);

export const withVelero = (...objects: readonly unknown[]) => [
  ...veleroServer,
  data,
  ...objects,
];

export const backupCoverageCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes a namespace that an enabled schedule names',
    objects: withVelero(api, schedule()),
    subject,
    state: 'pass',
    codes: ['scheduled'],
  },
  {
    check,
    it: 'passes by a star',
    objects: withVelero(
      schedule({ includedNamespaces: ['*'], excludedNamespaces: ['kube-*'] }),
    ),
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'passes by a glob',
    objects: withVelero(schedule({ includedNamespaces: ['pay*'] })),
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'passes claims of CNPG by their ScheduledBackup, seconds first',
    objects: [postgresClaim, postgresCluster(), scheduledBackup('0 0 2 * * *')],
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'passes a claim that VolSync replicates',
    objects: [claim('files'), volSync('files', 2)],
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'warns when the interval exceeds the objective',
    objects: withVelero(schedule(undefined, { spec: { schedule: '@weekly' } })),
    subject,
    state: 'warn',
    codes: ['interval-exceeds-rpo'],
  },
  {
    check,
    it: 'warns when weekends are left out of a daily schedule',
    objects: withVelero(
      schedule(undefined, { spec: { schedule: '0 2 * * 1-5' } }),
    ),
    subject,
    state: 'warn',
    codes: ['interval-exceeds-rpo'],
  },
  {
    check,
    it: 'reads five fields of CNPG as hourly, not as daily',
    objects: [postgresClaim, postgresCluster(), scheduledBackup('0 0 * * *')],
    options: { thresholds: { 'backup.rpoHours': 2 } },
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'warns when a label selector misses a claim',
    objects: withVelero(
      claim('cache', { labels: { backup: 'yes' } }),
      schedule({
        includedNamespaces: ['payments'],
        labelSelector: { matchLabels: { backup: 'yes' } },
      }),
    ),
    subject,
    state: 'warn',
    codes: ['partly-selected'],
  },
  {
    check,
    it: 'warns when a claim is labelled to be left out',
    objects: withVelero(
      claim('scratch', { labels: { 'velero.io/exclude-from-backup': 'true' } }),
      schedule(),
    ),
    subject,
    state: 'warn',
    codes: ['partly-selected'],
  },
  {
    check,
    it: 'fails when only objects without volumes are selected',
    objects: withVelero(
      api,
      schedule({
        includedNamespaces: ['payments'],
        includedResources: ['deployments.apps', 'services'],
      }),
    ),
    subject,
    state: 'fail',
    codes: ['not-selected'],
  },
  {
    check,
    it: 'fails a namespace that an explicit list has forgotten',
    objects: withVelero(schedule({ includedNamespaces: ['orders'] })),
    subject,
    state: 'fail',
    codes: ['not-selected'],
  },
  {
    check,
    it: 'fails a namespace that is excluded from all',
    objects: withVelero(
      schedule({ includedNamespaces: ['*'], excludedNamespaces: ['payments'] }),
    ),
    subject,
    state: 'fail',
    codes: ['not-selected'],
  },
  {
    check,
    it: 'fails when the schedule is paused',
    objects: withVelero(schedule(undefined, { spec: { paused: true } })),
    subject,
    state: 'fail',
    codes: ['schedule-paused'],
  },
  {
    check,
    it: 'fails when the schedule failed its validation, though it ran once',
    objects: withVelero(
      schedule(undefined, {
        status: {
          phase: 'FailedValidation',
          validationErrors: ['invalid schedule'],
        },
      }),
    ),
    subject,
    state: 'fail',
    codes: ['schedule-rejected'],
  },
  {
    check,
    it: 'fails when nothing has accepted the schedule',
    objects: withVelero(schedule(undefined, { status: { phase: 'New' } })),
    subject,
    state: 'fail',
    codes: ['schedule-not-enabled'],
  },
  {
    check,
    it: 'fails when an enabled schedule has no server that runs it',
    objects: [data, schedule()],
    subject,
    state: 'fail',
    codes: ['velero-inert'],
    without: ['not-selected'],
  },
  {
    check,
    it: 'fails with nothing seen once it is said that nothing works from outside',
    objects: [data],
    options: { external: { backup: false } },
    subject,
    state: 'fail',
    codes: ['not-selected'],
  },
  {
    check,
    it: 'is not applicable without claims and with everything in Git',
    objects: [tracked],
    subject,
    state: 'na',
    codes: ['nothing-to-back-up'],
  },
  {
    check,
    it: 'is not applicable where the operator excepted it',
    objects: withVelero(),
    options: {
      exceptions: [
        {
          check: 'rec-backup-coverage',
          namespace: 'pay*',
          reason: 'rebuilt from the ledger',
          origin: 'config',
        },
      ],
    },
    subject,
    state: 'na',
    codes: ['excepted'],
  },
  {
    check,
    it: 'needs a schedule for workloads that are not in Git',
    objects: [...veleroServer, api, schedule({ includedNamespaces: ['x'] })],
    subject,
    state: 'fail',
    codes: ['not-selected'],
  },
  {
    check,
    it: 'is unknown when the schedules cannot be read',
    objects: withVelero(schedule()),
    options: { forbidden: ['velero.io/schedules'] },
    subject,
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when no tool is seen and nobody said that there is none',
    objects: [data],
    subject,
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    check,
    it: 'is unknown when backups run outside the cluster',
    objects: withVelero(schedule({ includedNamespaces: ['orders'] })),
    options: { external: { backup: true } },
    subject,
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    check,
    it: 'is unknown when another tool could hold the namespace',
    objects: withVelero(k10, schedule({ includedNamespaces: ['orders'] })),
    subject,
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    check,
    it: 'is unknown when Longhorn may back the volumes up',
    objects: [data, longhorn],
    subject,
    state: 'unknown',
  },
  {
    check,
    it: 'counts k8up only in its own namespace',
    objects: withVelero(
      k8up('orders'),
      schedule({ includedNamespaces: ['x'] }),
    ),
    subject,
    state: 'fail',
  },
  {
    check,
    it: 'is unknown when k8up works in the namespace',
    objects: withVelero(
      k8up('payments'),
      schedule({ includedNamespaces: ['x'] }),
    ),
    subject,
    state: 'unknown',
  },
  {
    check,
    it: 'is unknown when another tool cannot be read',
    objects: withVelero(k10, schedule({ includedNamespaces: ['orders'] })),
    options: { forbidden: ['config.kio.kasten.io/policies'] },
    subject,
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when the text of the schedule cannot be read',
    objects: withVelero(schedule(undefined, { spec: { schedule: 'nightly' } })),
    subject,
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];
