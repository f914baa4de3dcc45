import { onboardingSteps, type OnboardingFacts } from './onboardingSteps';

const READY: OnboardingFacts = {
  rollout: 'owners',
  clusters: { total: 2, scannable: 2, scanned: 2, withUnreadable: 0 },
  entities: {
    total: 20,
    matched: 10,
    noWorkload: 0,
    ambiguous: 0,
    withoutOwner: 0,
  },
  signals: [],
  checks: { enforced: 1, observed: 0, disabled: 0 },
  named: 10,
  namedAndMatched: 10,
  tenantWorkloads: 12,
  unownedWorkloads: 0,
  evidence: 1,
};

const open = (parts: Partial<OnboardingFacts>) =>
  onboardingSteps({ ...READY, ...parts })
    .filter(({ done }) => !done)
    .map(({ id, count, of }) => [id, count, of]);

describe('onboardingSteps', () => {
  it('come in the order in which they help', () => {
    expect(onboardingSteps(READY).map(({ id }) => id)).toEqual([
      'connect-cluster',
      'first-scan',
      'grant-reads',
      'match-entities',
      'own-workloads',
      'publish',
      'record-proof',
    ]);
    expect(open({})).toEqual([]);
  });

  const clusters = (parts: Partial<OnboardingFacts['clusters']>) => ({
    clusters: { ...READY.clusters, ...parts },
  });
  it.each<[string, Partial<OnboardingFacts>, unknown[]]>([
    [
      'no cluster that can be scanned',
      clusters({ scannable: 0, scanned: 0 }),
      [
        ['connect-cluster', 0, 2],
        ['first-scan', 0, 0],
        ['grant-reads', 0, 0],
        ['own-workloads', 12, 12],
      ],
    ],
    [
      'a source that could not be read',
      clusters({ withUnreadable: 1 }),
      [['grant-reads', 1, 2]],
    ],
    ['80 % matched', { namedAndMatched: 8 }, []],
    [
      '79 % matched',
      { named: 100, namedAndMatched: 79 },
      [['match-entities', 79, 100]],
    ],
    [
      'nobody who names workloads',
      { named: 0, namedAndMatched: 0 },
      [['match-entities', 0, 0]],
    ],
    [
      'a workload of two',
      { entities: { ...READY.entities, ambiguous: 1 } },
      [['match-entities', 10, 10]],
    ],
    [
      'an unowned workload',
      { unownedWorkloads: 1 },
      [['own-workloads', 11, 12]],
    ],
    [
      'a private rollout',
      { rollout: 'private' },
      [['publish', undefined, undefined]],
    ],
    ['no proof', { evidence: 0 }, [['record-proof', 0, undefined]]],
  ])('are open with %s', (_, facts, expected) => {
    expect(open(facts)).toEqual(expected);
  });
});
