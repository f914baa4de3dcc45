import type {
  Schemas,
  Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import {
  checkoutWorkload,
  clusterAdmin,
  literalSecret,
  missingRequests,
  noRestore,
} from './findings';

type StageScore = Schemas['StageScore'];
type CheckScore = Schemas['CheckScore'];

export function checkScore(change: Partial<CheckScore>): CheckScore {
  return {
    check: 'a-check',
    title: 'A check',
    state: 'pass',
    weight: 4,
    verified: 1,
    potential: 1,
    subjects: 1,
    ...change,
  };
}

export function stageScore(change: Partial<StageScore>): StageScore {
  return {
    stage: 'configured',
    weight: 0.4,
    raw: 1,
    verified: 1,
    potential: 1,
    notJudged: false,
    checks: [checkScore({})],
    ...change,
  };
}

const security: Schemas['DimensionScore'] = {
  id: 'security',
  level: 0,
  verified: 49,
  potential: 71,
  coverage: 0.87,
  uncapped: 69.7,
  cap: {
    limit: 49,
    checks: ['sec-secret-literal-env'],
    reason: 'a critical check fails',
  },
  nextLevel: 1,
  nothingToProve: false,
  blockers: [
    {
      check: 'sec-secret-literal-env',
      reason: 'gate-fail',
      message: 'a literal secret stands in an environment variable',
    },
    { reason: 'coverage', message: 'coverage is 87 %, 90 % is needed' },
  ],
  controls: [
    {
      control: 'S4',
      title: 'Secrets come from a secrets manager',
      weight: 25,
      verified: 0.2,
      potential: 0.6,
      stages: [
        stageScore({
          verified: 0.5,
          raw: 0.5,
          potential: 0.5,
          checks: [
            checkScore({
              check: 'sec-secret-literal-env',
              title: 'No literal secrets',
              state: 'fail',
              verified: 0,
              potential: 0,
              weight: 8,
              subjects: 2,
            }),
          ],
        }),
        stageScore({
          stage: 'proven',
          verified: 0,
          notJudged: true,
          checks: [],
        }),
      ],
    },
  ],
};

const recovery: Schemas['DimensionScore'] = {
  ...security,
  id: 'recovery',
  level: 2,
  verified: 75,
  coverage: 1,
  cap: undefined,
  uncapped: 75,
  nextLevel: 3,
  blockers: [
    {
      check: 'rec-restore-pvc-proven',
      reason: 'evidence',
      message: 'no restore was ever tried',
    },
  ],
  controls: [],
};

export const checkoutScorecard: Scorecard = {
  entityRef: 'component:default/checkout',
  owner: 'group:default/payments',
  level: 0,
  verified: 62,
  potential: 71,
  coverage: 0.87,
  rulesetVersion: '2',
  lastSeen: '2026-11-20T08:00:00.000Z',
  notConnected: [
    {
      check: 'obs-alert-coverage',
      title: 'Alerts cover the service',
      dimension: 'observability',
    },
  ],
  path: [
    {
      checks: ['sec-secret-literal-env', 'sec-pss-baseline-pod'],
      findingIds: ['f-secret'],
      dimension: 'security',
      before: 62,
      after: 70,
      dimensionBefore: 49,
      dimensionAfter: 79,
      liftsCap: 49,
    },
  ],
  dimensions: [security, recovery],
  findings: [literalSecret, noRestore, missingRequests],
  inherited: [clusterAdmin],
  trend: [
    {
      at: '2026-09-01T00:00:00.000Z',
      verified: 40,
      coverage: 0.8,
      level: 0,
      rulesetVersion: '1',
    },
    {
      at: '2026-10-01T00:00:00.000Z',
      verified: 55,
      coverage: 0.8,
      level: 0,
      rulesetVersion: '2',
    },
    {
      at: '2026-11-20T00:00:00.000Z',
      verified: 62,
      coverage: 0.87,
      level: 0,
      rulesetVersion: '2',
    },
  ],
  unseen: [
    {
      cluster: 'prod-eu',
      resource: 'poddisruptionbudgets.policy',
      state: 'forbidden',
      missingRule: 'apiGroups: [policy]\nresources: [poddisruptionbudgets]',
      checks: ['rec-pdb'],
    },
    {
      cluster: 'prod-eu',
      resource: 'backups.velero.io',
      state: 'error',
      checks: ['rec-backup-recent'],
    },
  ],
  workloads: [{ cluster: 'prod-eu', subject: checkoutWorkload }],
};
