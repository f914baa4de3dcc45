import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { deployment, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
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

const onRecording = hasRecording ? describe : describe.skip;

const subject = 'payments';
const data = claim('data');
const api = deployment(podSpec(), { name: 'api', namespace: 'payments' });
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

const withVelero = (...objects: readonly unknown[]) => [
  ...veleroServer,
  data,
  ...objects,
];

describeCases([
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
]);

describe('rec-backup-coverage', () => {
  const remediationOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects, subject })).occurrences[0].remediation;

  it('adds the namespace to the list of the schedule that is there', async () => {
    const remediation = await remediationOf(
      ...withVelero(schedule({ includedNamespaces: ['orders'] })),
    );
    expect(remediation).toMatchObject({
      type: 'patch',
      target: { kind: 'Schedule', namespace: 'velero', name: 'nightly' },
    });
    expect(remediation.content).toBe(
      'spec:\n  template:\n    includedNamespaces:\n      - orders\n      - payments\n',
    );
  });

  it('resumes a paused schedule and quickens a slow one', async () => {
    const paused = await remediationOf(
      ...withVelero(schedule(undefined, { spec: { paused: true } })),
    );
    expect(paused.content).toBe('spec:\n  paused: false\n');
    const slow = await remediationOf(
      ...withVelero(schedule(undefined, { spec: { schedule: '@weekly' } })),
    );
    expect(slow.content).toBe('spec:\n  schedule: "0 2 * * *"\n');
  });

  it('writes a schedule of its own where none can be widened', async () => {
    const remediation = await remediationOf(
      ...withVelero(
        schedule({
          includedNamespaces: ['orders'],
          labelSelector: { matchLabels: { a: 'b' } },
        }),
      ),
    );
    expect(remediation).toMatchObject({
      type: 'manifest',
      target: { kind: 'Schedule', name: 'payments-backup' },
    });
    expect(remediation.content).toContain('- payments');
  });

  it('is milder where only objects are at stake', async () => {
    const severityOf = async (...objects: readonly unknown[]) =>
      (await verdictOf({ check, objects, subject })).occurrences[0].severity;
    const other = schedule({ includedNamespaces: ['orders'] });
    expect(await severityOf(...veleroServer, api, other)).toBe('high');
    expect(await severityOf(...veleroServer, api, data, other)).toBe(
      'critical',
    );
  });
});

onRecording('rec-backup-coverage on the recording', () => {
  it('finds the recorded schedule inert, and revives with its server', async () => {
    const objects = [
      recorded('core_v1_persistentvolumeclaims', 'data-ledger-db-0'),
      recorded('velero.io_v1_schedules', 'nightly'),
    ];
    const inert = await verdictOf({ check, objects, subject });
    expect(inert.state).toBe('fail');
    expect(inert.occurrences[0].reasons[0].code).toBe('velero-inert');
    const live = await verdictOf({
      check,
      objects: [...objects, ...veleroServer],
      subject,
    });
    expect(live.state).toBe('pass');
    const paused = await verdictOf({
      check,
      objects: [
        objects[0],
        recorded('velero.io_v1_schedules', 'nightly', {
          spec: { paused: true },
        }),
        ...veleroServer,
      ],
      subject,
    });
    expect(paused.state).toBe('fail');
  });
});
