import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';
import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, podSpec } from '../__fixtures__/objects';
import {
  claim,
  daysAgo,
  drill,
  postgresCluster,
  schedule,
  scheduledBackup,
  veleroServer,
} from './__fixtures__/backups';
import { tracked } from './__fixtures__/delivery';
import { backupTool as check } from './backupTool';
import { snapshot } from './snapshots.cases';

const subject = 'test';

/** An operator of this image, with a ready pod or without. */
const operator = (image: string, ready = true) =>
  veleroServer
    .filter(({ kind }) => ready || kind !== 'Pod')
    .map(
      object =>
        JSON.parse(
          JSON.stringify(object)
            .replaceAll('velero/velero:v1.17.0', image)
            .replaceAll('"velero', '"operator'),
        ) as unknown,
    );

const rebuild = (parts: Partial<EvidenceRecord> = {}) =>
  drill(20, {
    id: 'rebuild',
    check: 'rec-cluster-rebuild-proven',
    control: 'R2',
    what: 'rebuild',
    subjects: ['cluster:test-cluster-uid'],
    ...parts,
  });

const presence = (apiVersion: string, kind: string) => ({
  apiVersion,
  kind,
  metadata: { name: 'daily', namespace: 'tool' },
});
const k10 = presence('config.kio.kasten.io/v1alpha1', 'Policy');

const data = claim('data');
const inGit = deployment(podSpec(), { metadata: tracked });
const noService = { external: { backup: false } };
const outside = { external: { backup: true } };

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a Velero that is ready',
    objects: [...veleroServer, data],
    state: 'pass',
    codes: ['tool-ready'],
  },
  {
    it: 'passes OADP, which is a Velero of another name',
    objects: [
      ...operator('registry.redhat.io/oadp/oadp-velero-rhel9:1.5'),
      data,
    ],
    state: 'pass',
  },
  {
    it: 'passes a K10 that is ready',
    objects: [...operator('gcr.io/kasten-images/controllermanager:8.0.3'), k10],
    state: 'pass',
  },
  {
    it: 'passes a CloudNativePG that has backups to make',
    objects: [
      ...operator('ghcr.io/cloudnative-pg/cloudnative-pg:1.27.0'),
      postgresCluster(),
      scheduledBackup('0 0 2 * * *'),
    ],
    state: 'pass',
  },
  {
    it: 'passes when a restore from an external backup is on record',
    objects: [data],
    options: { ...outside, evidence: [drill(20)] },
    state: 'pass',
    codes: ['restored-from-outside'],
  },
  {
    it: 'warns when backups are said to work from outside',
    objects: [data],
    options: outside,
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    it: 'takes no lapsed or failed drill, and none of another cluster, for a record',
    objects: [data],
    options: {
      ...outside,
      evidence: [
        drill(20, { expiresAt: daysAgo(1) }),
        drill(20, { outcome: 'failed' }),
        drill(20, { subjects: ['ns:other-uid/payments'] }),
        drill(20, { grade: 'E1' }),
      ],
    },
    state: 'warn',
  },
  {
    it: 'warns when only snapshots are there',
    objects: [data, ...snapshot('a', 5)],
    options: noService,
    state: 'warn',
    codes: ['snapshots-only'],
  },
  {
    it: 'takes snapshots of last month for nothing',
    objects: [data, ...snapshot('a', 700)],
    options: noService,
    state: 'fail',
    codes: ['no-backup-tool'],
  },
  {
    it: 'fails without any tool where there are volumes',
    objects: [data],
    options: noService,
    state: 'fail',
    codes: ['no-backup-tool'],
  },
  {
    it: 'fails without any tool where there are objects that are not in Git',
    objects: [deployment(podSpec())],
    options: noService,
    state: 'fail',
    codes: ['no-backup-tool'],
  },
  {
    it: 'takes a CloudNativePG without backups for a database operator',
    objects: [
      ...operator('ghcr.io/cloudnative-pg/cloudnative-pg:1.27.0'),
      postgresCluster({ backup: undefined }),
      data,
    ],
    options: noService,
    state: 'fail',
    codes: ['no-backup-tool'],
  },
  {
    it: 'fails a tool without a ready pod',
    objects: [...veleroServer.filter(({ kind }) => kind !== 'Pod'), data],
    state: 'fail',
    codes: ['tool-not-ready'],
  },
  {
    it: 'fails objects that nobody acts on',
    objects: [schedule(), data],
    state: 'fail',
    codes: ['tool-not-ready'],
  },
  {
    it: 'is not applicable where all comes from Git and a rebuild is on record',
    objects: [inGit],
    options: { evidence: [rebuild()] },
    state: 'na',
    codes: ['rebuilt-from-git'],
  },
  {
    it: 'takes a lapsed rebuild for no record',
    objects: [inGit],
    options: { ...noService, evidence: [rebuild({ expiresAt: daysAgo(1) })] },
    state: 'warn',
    codes: ['rebuild-not-attested'],
  },
  {
    it: 'takes a rebuild for no backup of volumes',
    objects: [inGit, data],
    options: { ...noService, evidence: [rebuild()] },
    state: 'fail',
    codes: ['no-backup-tool'],
  },
  {
    it: 'is unknown when no tool is seen and nobody has answered',
    objects: [data],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'is unknown when schedules cannot be read',
    objects: [schedule(), data],
    options: { ...noService, forbidden: ['velero.io/schedules'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'is unknown when another tool cannot be read',
    objects: [k10, data],
    options: { ...noService, forbidden: ['config.kio.kasten.io/policies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'is unknown when pods cannot be read',
    objects: [...veleroServer, data],
    options: { forbidden: ['pods'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const backupToolCases: readonly CheckCase[] = cases.map(one => ({
  check,
  subject,
  ...one,
}));
