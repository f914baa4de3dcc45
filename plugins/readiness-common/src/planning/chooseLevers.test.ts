import fc from 'fast-check';
import { DAY, NOW, anyFindings } from './__testUtils__/anyFindings';
import { chooseLevers } from './chooseLevers';
import { draftTasks } from './draftTasks';
import { LEVERS } from './levers';
import { FIX_KEYS } from './fixKeys';
import type { PlannedFinding } from './types';

const SETTINGS = { seed: 20261013, numRuns: 200 };

function finding(
  name: string,
  overrides: Partial<PlannedFinding> = {},
): PlannedFinding {
  return {
    id: name,
    check: 'cost-requests-set',
    severity: 'high',
    tier: 2,
    environment: 'prod',
    exposed: false,
    privileged: false,
    fixKey: 'workload-resources',
    fixRoot: { key: `root/${name}`, title: name, type: 'controller' },
    effort: 'M',
    owner: 'group:default/shop',
    cluster: 'prod-eu',
    subject: `workload:u1/shop/apps/Deployment/${name}`,
    firstSeen: NOW,
    regressions: 0,
    failing: true,
    shared: [
      {
        kind: 'namespaceDefaults',
        key: 'u1/shop',
        title: 'Namespace shop',
      },
    ],
    ...overrides,
  };
}

const chart = { kind: 'chart', key: 'service', title: 'Helm chart service' };
const withChart = (name: string, overrides: Partial<PlannedFinding> = {}) =>
  finding(name, { shared: [chart as never], ...overrides });
const keys = (
  findings: readonly PlannedFinding[],
  held?: Map<string, string>,
) => draftTasks(findings, NOW, { held }).map(({ key }) => key);

describe('LEVERS', () => {
  it('are of fix keys that the planner knows', () => {
    for (const { fixKey } of LEVERS) expect(FIX_KEYS).toHaveProperty(fixKey);
  });
});

describe('chooseLevers', () => {
  it('fixes by the chart what three or more releases of it share', () => {
    const [task] = draftTasks(
      ['a', 'b', 'c'].map(name => withChart(name)),
      NOW,
    );
    expect(task).toMatchObject({
      key: 'workload-resources|lever:chart:service',
      title: 'Set requests and memory limits in Helm chart service (3 objects)',
      effortDays: 2.2,
      findings: ['a', 'b', 'c'],
      fixRoot: { type: 'chart' },
      quality: 1,
    });
  });

  it('offers no lever for fewer than three fix roots', () => {
    expect(keys([withChart('a'), withChart('b')])).toHaveLength(2);
    const oneRoot = { fixRoot: { key: 'r', title: 'r', type: 'gitops' } };
    expect(keys(['a', 'b', 'c'].map(name => withChart(name, oneRoot)))).toEqual(
      ['workload-resources|r'],
    );
  });

  it('counts half of what only turns fail into warn', () => {
    const [task] = draftTasks(
      ['a', 'b', 'c'].map(name => finding(name)),
      NOW,
    );
    expect(task).toMatchObject({
      key: 'workload-resources|lever:namespaceDefaults:u1/shop',
      effortDays: 0.5,
      risk: 12,
      quality: 0.5,
    });
    // What warns already, and what needs sizing, gains nothing by defaults.
    const three = (overrides: Partial<PlannedFinding>) =>
      keys(['a', 'b', 'c'].map(name => finding(name, overrides)));
    expect(three({ failing: false })).toHaveLength(3);
    expect(three({ check: 'cost-requests-oversized' })).toHaveLength(3);
  });

  it('offers no lever that closes less a day than the tasks themselves', () => {
    expect(
      keys(['a', 'b', 'c'].map(name => withChart(name, { effort: 'S' }))),
    ).toHaveLength(3);
  });

  it('takes the better of two levers, and the other for the rest', () => {
    const both = [...(finding('x').shared ?? []), chart as never];
    const findings = [
      ...['a', 'b', 'c', 'd'].map(name => finding(name, { shared: both })),
      ...['e', 'f', 'g'].map(name => withChart(name)),
    ];
    expect(keys(findings)).toEqual([
      'workload-resources|lever:chart:service',
      'workload-resources|lever:namespaceDefaults:u1/shop',
    ]);
  });

  it('takes apart no task that somebody has, and puts nothing into it', () => {
    const findings = ['a', 'b', 'c', 'd'].map(name => withChart(name));
    const held = new Map([['a', 'workload-resources|root/a']]);
    expect(keys(findings, held)).toEqual([
      'workload-resources|lever:chart:service',
      'workload-resources|root/a',
    ]);
    const pulled = new Map([
      ['a', 'workload-resources|lever:chart:service'],
      ['b', 'workload-resources|lever:chart:service'],
    ]);
    expect(keys([withChart('a'), withChart('b')], pulled)).toEqual([
      'workload-resources|lever:chart:service',
    ]);
  });

  it('never touches held tasks and never loses a finding, whatever there is', () => {
    fc.assert(
      fc.property(anyFindings, fc.nat({ max: 3 }), (findings, n) => {
        const first = draftTasks(findings, NOW);
        const kept = first.filter((_, i) => i % (n + 2) === 0);
        const held = new Map(
          kept.flatMap(task =>
            task.findings.map(id => [id, task.key] as const),
          ),
        );
        // Everything else is fixed, so that the levers see other sets.
        const left = findings.filter((f, i) => held.has(f.id) || i % 3 === 0);
        const again = draftTasks(left, NOW + DAY, { held });
        for (const task of kept) {
          const now = again.find(({ key }) => key === task.key);
          expect(now?.findings).toEqual(
            expect.arrayContaining([...task.findings]),
          );
        }
        expect(again.flatMap(task => task.findings).sort()).toEqual(
          left.map(({ id }) => id).sort(),
        );
      }),
      SETTINGS,
    );
  });

  it('covers at least three fix roots with every lever, for more risk a day', () => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const chosen = chooseLevers(findings, NOW);
        const roots = new Map<string, Set<string>>();
        for (const f of findings) {
          const lever = chosen.get(f.id);
          if (lever) {
            const key = `${lever.fixKey} ${lever.key}`;
            roots.set(key, (roots.get(key) ?? new Set()).add(f.fixRoot.key));
          }
        }
        for (const reached of roots.values()) {
          expect(reached.size).toBeGreaterThanOrEqual(3);
        }
      }),
      SETTINGS,
    );
  });
});
