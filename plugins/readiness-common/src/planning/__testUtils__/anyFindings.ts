import fc from 'fast-check';
import { FIX_KEYS } from '../fixKeys';
import type { PlannedFinding, PlanOptions } from '../types';

export const NOW = Date.parse('2026-10-05T00:00:00Z');
export const DAY = 86_400_000;
export const OPTIONS: PlanOptions = {
  now: NOW,
  capacity: {},
  platformOwner: 'group:default/platform',
  platformCapacity: 10,
  wipLimit: 3,
  pinned: {},
  verified: [],
};

export const OWNERS = [
  'group:default/a',
  'group:default/b',
  OPTIONS.platformOwner,
];
const KEYS = Object.keys(FIX_KEYS);

const anyFinding: fc.Arbitrary<Omit<PlannedFinding, 'id'>> = fc
  .record({
    check: fc.constantFrom('c1', 'c2', 'c3'),
    severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
    tier: fc.constantFrom(1, 2, 3),
    environment: fc.constantFrom('prod', 'staging', 'dev'),
    fixKey: fc.constantFrom(
      ...KEYS,
      'harden-pod-template',
      'workload-resources',
    ),
    root: fc.nat({ max: 3 }),
    effort: fc.constantFrom('S', 'M', 'L'),
    owner: fc.constantFrom(...OWNERS),
    cluster: fc.constantFrom('u1', 'u2'),
    namespace: fc.constantFrom('n1', 'n2'),
    name: fc.nat({ max: 9 }),
    dueDays: fc.option(fc.integer({ min: -10, max: 100 }), { nil: undefined }),
    visibility: fc.constantFrom(false, false, true),
    failing: fc.boolean(),
    flapping: fc.constantFrom(false, false, false, true),
    chart: fc.constantFrom(undefined, 'service', 'job'),
  } as const)
  .map(({ root, name, namespace, dueDays, chart, ...row }) => ({
    ...row,
    shared: [
      {
        kind: 'namespaceDefaults' as const,
        key: `${row.cluster}/${namespace}`,
        title: `Namespace ${namespace}`,
      },
      ...(chart
        ? [{ kind: 'chart' as const, key: chart, title: `Helm chart ${chart}` }]
        : []),
    ],
    exposed: false,
    privileged: false,
    fixRoot: {
      key: `${row.cluster}/${namespace}/${root}`,
      title: `root ${root}`,
      type: 'controller',
    },
    subject: `workload:${row.cluster}/${namespace}/apps/Deployment/d${name}`,
    firstSeen: NOW - DAY,
    dueAt: dueDays === undefined ? undefined : NOW + dueDays * DAY,
    hides: row.visibility ? ['c1'] : undefined,
    regressions: 0,
  }));

/** Findings of any kind, some of which one lever could fix. */
export const anyFindings = fc
  .array(anyFinding, { maxLength: 60 })
  .map(rows => rows.map<PlannedFinding>((row, n) => ({ ...row, id: `f${n}` })));
