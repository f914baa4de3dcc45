import type { CheckCase } from '../__fixtures__/checkCases';
import { operatedPod, podSpec } from '../__fixtures__/objects';
import { daysAgo, hoursAgo } from './__fixtures__/backups';
import {
  application,
  helmRelease,
  kustomization,
  listedEntry,
  notReady,
  ofHelm,
  ofHelmRelease,
  ofKustomization,
  suspendedFor,
  tracked,
} from './__fixtures__/delivery';
import { app } from './gitopsManaged.cases';
import { gitopsSynced as check } from './gitopsSynced';

type Fields = Readonly<Record<string, unknown>>;

export const argo = (status: Fields = {}, spec: Fields = {}) => [
  app(tracked),
  application({ spec, status }),
];
const onKustomization = (parts: Parameters<typeof kustomization>[0] = {}) => [
  app(ofKustomization),
  kustomization(parts),
];
const onHelmRelease = (parts: Parameters<typeof helmRelease>[0] = {}) => [
  app(ofHelmRelease),
  helmRelease(parts),
];

const outOfSync = (parts: Fields = {}): Fields => ({
  sync: { status: 'OutOfSync', revision: 'abc' },
  ...parts,
});
const lastSynced = (at: string, revision = 'abc') => ({
  operationState: {
    phase: 'Succeeded',
    finishedAt: at,
    syncResult: { revision },
  },
});
const source = (targetRevision: string) => ({
  source: { path: 'apps/web', targetRevision },
});
const ignoring = (pointer: string) => ({
  ignoreDifferences: [
    { group: 'apps', kind: 'Deployment', jsonPointers: [pointer] },
  ],
});

const ofArgo: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a synced, healthy, healing application',
    objects: argo(),
    state: 'pass',
    codes: ['in-sync'],
  },
  {
    it: 'passes an application in a namespace of its own',
    objects: [
      app({
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'argocd_web:apps/Deployment:shop/app',
        },
      }),
      application(),
    ],
    state: 'pass',
  },
  {
    it: 'passes a branch that the configuration calls protected',
    objects: argo({}, source('main')),
    options: { params: { protectedBranches: ['main', 'release/*'] } },
    state: 'pass',
  },
  {
    it: 'passes a chart at a version',
    objects: argo({}, { source: { chart: 'web', targetRevision: '1.*' } }),
    state: 'pass',
  },
  {
    it: 'passes with replicas ignored, which an autoscaler owns',
    objects: argo({}, ignoring('/spec/replicas')),
    state: 'pass',
  },
  {
    it: 'warns of a branch whose protection is not shown',
    objects: argo({}, source('main')),
    state: 'warn',
    codes: ['branch-not-protected'],
  },
  {
    it: 'warns of the default branch',
    objects: argo({}, source('HEAD')),
    state: 'warn',
    codes: ['branch-not-protected'],
  },
  {
    it: 'warns when it has been out of sync for less than a day',
    objects: argo(outOfSync(lastSynced(hoursAgo(5)))),
    state: 'warn',
    codes: ['out-of-sync'],
  },
  {
    it: 'fails when it was last synced longer ago',
    objects: argo(outOfSync()),
    state: 'fail',
    codes: ['out-of-sync'],
  },
  {
    it: 'warns, whenever it was synced, where Git has moved on since',
    objects: argo(outOfSync(lastSynced(daysAgo(30), 'older'))),
    state: 'warn',
    codes: ['behind-git'],
    without: ['out-of-sync'],
  },
  {
    it: 'warns where Argo CD cannot compare',
    objects: argo({ sync: { status: 'Unknown' } }),
    state: 'warn',
    codes: ['sync-unknown'],
  },
  {
    it: 'fails when the last sync failed',
    objects: argo({
      operationState: { phase: 'Failed', finishedAt: hoursAgo(1) },
    }),
    state: 'fail',
    codes: ['sync-failed'],
  },
  {
    it: 'fails after an hour of errors',
    objects: argo({
      conditions: [
        { type: 'ComparisonError', lastTransitionTime: hoursAgo(3) },
      ],
    }),
    state: 'fail',
    codes: ['application-error'],
  },
  {
    it: 'warns of an error that is new, and of none that only warns',
    objects: argo({
      conditions: [
        { type: 'ComparisonError', lastTransitionTime: hoursAgo(0.5) },
      ],
    }),
    state: 'warn',
    codes: ['application-error'],
  },
  {
    it: 'takes health Unknown for unhealthy',
    objects: argo({ health: { status: 'Unknown' } }),
    state: 'warn',
    codes: ['not-healthy'],
  },
  {
    it: 'fails when it has been degraded for an hour',
    objects: argo({
      health: { status: 'Degraded', lastTransitionTime: hoursAgo(2) },
    }),
    state: 'fail',
    codes: ['not-healthy'],
  },
  {
    it: 'warns when the controller has not looked for hours',
    objects: argo({ reconciledAt: hoursAgo(7) }),
    state: 'warn',
    codes: ['not-reconciled'],
  },
  {
    it: 'warns without selfHeal',
    objects: argo({}, { syncPolicy: { automated: { prune: true } } }),
    state: 'warn',
    codes: ['no-self-heal'],
  },
  {
    it: 'warns where people sync by hand',
    objects: argo({}, { syncPolicy: {} }),
    state: 'warn',
    codes: ['no-self-heal'],
  },
  {
    it: 'fails in production where automatic sync is switched off',
    objects: argo({}, { syncPolicy: { automated: { enabled: false } } }),
    state: 'fail',
    codes: ['automated-off'],
  },
  {
    it: 'warns of the same elsewhere',
    objects: argo({}, { syncPolicy: { automated: { enabled: false } } }),
    options: { environment: 'staging' },
    state: 'warn',
    codes: ['automated-off'],
  },
  {
    it: 'warns of the same where an exception accepts it',
    objects: argo({}, { syncPolicy: { automated: { enabled: false } } }),
    options: {
      exceptions: [
        {
          check: 'rec-gitops-synced',
          name: 'app',
          rule: 'automated-off',
          reason: 'released by hand on Fridays',
          origin: 'config',
        },
      ],
    },
    state: 'warn',
  },
  {
    it: 'trap 30: takes Synced for nothing where the pods are ignored',
    objects: argo({}, ignoring('/spec/template')),
    state: 'warn',
    codes: ['differences-ignored'],
  },
  {
    it: 'judges the application of the resource above',
    objects: [
      operatedPod(podSpec()),
      application({
        resources: [
          listedEntry('Cluster', 'main', { group: 'postgresql.cnpg.io' }),
        ],
        status: outOfSync(),
      }),
    ],
    subject: 'main',
    state: 'fail',
    codes: ['out-of-sync'],
  },
  {
    it: 'is unknown where the application is not in this cluster',
    objects: [app(tracked)],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'is unknown where applications cannot be read',
    objects: argo(),
    options: { forbidden: ['argoproj.io/applications'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'is not applicable to what Git does not deliver',
    objects: [app()],
    state: 'na',
    codes: ['not-gitops'],
  },
  {
    it: 'is not applicable to what Helm delivers by hand',
    objects: [app(ofHelm)],
    state: 'na',
  },
];

const ofFlux: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a ready Kustomization at a tag',
    objects: onKustomization(),
    state: 'pass',
  },
  {
    it: 'warns of a Kustomization that follows a branch',
    objects: onKustomization({
      status: {
        lastAppliedRevision: 'main@sha1:abc',
        lastAttemptedRevision: 'main@sha1:abc',
      },
    }),
    state: 'warn',
    codes: ['branch-not-protected'],
  },
  {
    it: 'warns of a Kustomization that attempted more than it applied',
    objects: onKustomization({
      status: { lastAttemptedRevision: 'v1.5.0@sha1:def' },
    }),
    state: 'warn',
    codes: ['behind-git'],
  },
  {
    it: 'fails a Kustomization that has not been ready for an hour',
    objects: onKustomization({ status: notReady(2) }),
    state: 'fail',
    codes: ['not-ready'],
  },
  {
    it: 'warns of a Kustomization that has just failed',
    objects: onKustomization({ status: notReady(0.5) }),
    state: 'warn',
    codes: ['not-ready'],
  },
  {
    it: 'warns of a Kustomization that is still at it',
    objects: onKustomization({ status: notReady(2, 'Unknown') }),
    state: 'warn',
    codes: ['not-ready'],
  },
  {
    it: 'fails a Kustomization that no controller has ever seen',
    objects: onKustomization({ status: { conditions: [] } }),
    state: 'fail',
    codes: ['not-ready'],
  },
  {
    it: 'warns of a specification that the controller has not seen',
    objects: onKustomization({ metadata: { generation: 2 } }),
    state: 'warn',
    codes: ['not-ready'],
  },
  {
    it: 'warns of a suspension of some days',
    objects: onKustomization(suspendedFor(3)),
    state: 'warn',
    codes: ['suspended'],
  },
  {
    it: 'fails a suspension of more than a week',
    objects: onKustomization(suspendedFor(8)),
    state: 'fail',
    codes: ['suspended'],
  },
  {
    it: 'warns of a suspension of unknown age',
    objects: onKustomization({ spec: { suspend: true } }),
    state: 'warn',
    codes: ['suspended'],
  },
  {
    it: 'passes a HelmRelease that detects drift',
    objects: onHelmRelease(),
    state: 'pass',
  },
  {
    it: 'warns of a HelmRelease that does not',
    objects: onHelmRelease({ spec: { driftDetection: { mode: 'warn' } } }),
    state: 'warn',
    codes: ['no-drift-detection'],
  },
  {
    it: 'warns of a HelmRelease whose tests failed',
    objects: onHelmRelease({
      status: {
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'TestSuccess', status: 'False' },
        ],
      },
    }),
    state: 'warn',
    codes: ['tests-failed'],
  },
  {
    it: 'fails a HelmRelease that has not been ready for an hour',
    objects: onHelmRelease({ status: notReady(5) }),
    state: 'fail',
    codes: ['not-ready'],
  },
  {
    it: 'is unknown where the Kustomization is in a hub',
    objects: [app(ofKustomization)],
    state: 'unknown',
  },
];

export const gitopsSyncedCases: readonly CheckCase[] = [
  ...ofArgo,
  ...ofFlux,
].map(one => ({ check, subject: 'app', ...one }));
