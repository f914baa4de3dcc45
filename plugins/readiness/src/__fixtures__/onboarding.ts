import type { Schemas } from '@readiness/backstage-plugin-readiness-common';

/** A company on its way: scanned, with rights missing and little matched. */
export const onboarding: Schemas['Onboarding'] = {
  rollout: 'owners',
  clusters: { total: 3, scannable: 2, scanned: 2, withUnreadable: 1 },
  entities: {
    total: 1500,
    matched: 20,
    noWorkload: 7,
    ambiguous: 2,
    withoutOwner: 3,
  },
  unownedWorkloads: 41,
  signals: [{ signal: 'prometheus', connected: 1, clusters: 2 }],
  checks: { enforced: 40, observed: 4, disabled: 0 },
  evidence: 0,
  steps: [
    { id: 'connect-cluster', done: true },
    { id: 'first-scan', done: true },
    { id: 'grant-reads', done: false, count: 1, of: 2 },
    { id: 'match-entities', done: false, count: 20, of: 1500 },
    { id: 'own-workloads', done: false },
    { id: 'publish', done: false },
    { id: 'record-proof', done: false },
  ],
};
