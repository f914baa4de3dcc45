import type {
  ApiMatchingReport,
  CheckInfo,
  Cluster,
  ClusterDetail,
  LeaderboardItem,
  Scan,
} from '@readiness/backstage-plugin-readiness-common';
import { checkoutScorecard } from './scorecard';

export const prodEu: Cluster = {
  name: 'prod-eu',
  title: 'Production EU',
  environment: 'prod',
  scannable: true,
  level: 1,
  verified: 58,
  coverage: 0.9,
  lastScan: {
    id: 's-0',
    status: 'partial',
    startedAt: '2026-11-20T08:00:00.000Z',
    finishedAt: '2026-11-20T08:01:00.000Z',
    coverage: 0.9,
  },
};

export const edge: Cluster = {
  name: 'edge',
  title: 'Edge',
  scannable: false,
  reason: 'client-side authentication has no token in the background',
  level: 'unverified',
};

export const prodEuDetail: ClusterDetail = {
  ...prodEu,
  version: 'v1.34.2',
  owner: 'group:default/platform',
  unowned: 2,
  dimensions: checkoutScorecard.dimensions,
  sources: [
    { resource: 'deployments.apps', state: 'ok', count: 31 },
    {
      resource: 'poddisruptionbudgets.policy',
      state: 'forbidden',
      count: 0,
      reason: 'the token may not list them',
      missingRule: 'apiGroups: [policy]',
    },
  ],
};

export const matching: ApiMatchingReport = {
  at: '2026-11-20T08:01:00.000Z',
  entities: 5,
  matched: [
    {
      entityRef: 'component:default/checkout',
      workloads: [
        'workload:uid-1/shop/apps/Deployment/checkout',
        'workload:uid-1/shop/apps/Deployment/checkout-worker',
      ],
    },
    {
      entityRef: 'component:default/search',
      workloads: ['workload:uid-1/shop/apps/Deployment/search'],
      rule: 1,
    },
  ],
  noWorkload: [
    {
      entityRef: 'component:default/ledger',
      selector: 'backstage.io/kubernetes-id=ledger',
      suggestions: [
        {
          basis: 'label',
          content: 'backstage.io/kubernetes-id: ledger-api',
          workloads: ['workload:uid-1/shop/apps/Deployment/ledger-api'],
        },
      ],
    },
  ],
  unannotated: [
    {
      entityRef: 'component:default/mail',
      suggestions: [
        {
          basis: 'name',
          content: 'backstage.io/kubernetes-label-selector: app=mail',
        },
      ],
    },
  ],
  ambiguous: [
    {
      workload: 'workload:uid-1/shop/apps/Deployment/cart',
      entityRefs: ['component:default/cart', 'component:default/basket'],
    },
  ],
  unowned: [
    {
      namespace: 'tools',
      workloads: [{ subject: 'workload:uid-1/tools/apps/Deployment/mailhog' }],
    },
  ],
  problems: [],
};

export function scan(change: Partial<Scan>): Scan {
  return {
    id: 's-1',
    cluster: 'prod-eu',
    status: 'running',
    progress: 0.5,
    sources: [],
    ...change,
  };
}

export const owners: LeaderboardItem[] = [
  {
    ref: 'group:default/payments',
    rank: 1,
    verified: 76.1,
    coverage: 0.92,
    level: 2,
    entities: 4,
    delta28d: 0.25,
    trend: [60, 70, 76],
  },
  {
    ref: 'group:default/search',
    rank: null,
    band: 'Q2',
    verified: 60,
    coverage: 0.9,
    level: 1,
    entities: 3,
    delta28d: null,
  },
  {
    ref: 'unowned',
    rank: null,
    reason: 'coverage 40 % is below 80 %',
    verified: 30,
    coverage: 0.4,
    level: 'unverified',
    entities: 1,
    notReviewed: 2,
    delta28d: -0.1,
  },
];

/** A declared read has the fields of its kind; the API promises an object. */
const declared = (reads: object[]) => reads as CheckInfo['reads'];

export const restoreCheck: CheckInfo = {
  id: 'rec-restore-pvc-proven',
  title: 'Volumes have been restored',
  dimension: 'recovery',
  control: 'R1',
  scope: 'namespace',
  severity: 'critical',
  stage: 'proven',
  effort: 'M',
  fixKey: 'restore-drill',
  gate: 'proven',
  responsible: 'service',
  reads: declared([
    { group: 'velero.io', resource: 'restores', verbs: ['list'] },
    { evidence: 'restore-drill' },
  ]),
  texts: {
    why: 'A backup that was never restored is a hope.',
    rules: { pass: 'a restore within its validity', fail: 'never restored' },
    traps: ['A restore into the same namespace overwrites.'],
    fix: 'Restore into a scratch namespace.',
    references: ['https://velero.io/docs/'],
  },
};

export const pdbCheck: CheckInfo = {
  ...restoreCheck,
  id: 'rec-pdb',
  title: 'Disruption budgets exist',
  stage: 'configured',
  reads: declared([{ group: 'policy', resource: 'poddisruptionbudgets' }]),
};
