import type { MatchingReport } from '@readiness/backstage-plugin-readiness-engine';
import { Unreviewed } from './notReviewed';
import { withNotReviewed } from './notReviewedRows';

const REF = 'component:default/cart';
const ID = 'backstage.io/kubernetes-id';

const report = (parts: Partial<MatchingReport> = {}): MatchingReport => ({
  entities: 1,
  rules: [],
  matched: [],
  noWorkload: [],
  unannotated: [],
  ambiguous: [],
  unowned: [],
  problems: [],
  ...parts,
});

const matched = (count: number, ambiguous: number) =>
  report({ matched: [{ entityRef: REF, workloads: [], count, ambiguous }] });
const lost = report({
  noWorkload: [{ entityRef: REF, selector: 'app=x', suggestions: [] }],
});
const problem = report({
  problems: [{ entityRef: REF, message: 'it is malformed' }],
});

describe('Unreviewed', () => {
  it.each<[string, MatchingReport[], Record<string, string>]>([
    ['not-scanned', [], { [ID]: 'cart' }],
    ['not-named', [report()], {}],
    ['elsewhere', [report()], { [ID]: 'cart' }],
    ['no-workload', [lost, report()], { [ID]: 'cart' }],
    ['malformed', [problem], { [ID]: 'a b' }],
    ['ambiguous', [matched(2, 2), lost], { [ID]: 'cart' }],
    ['ambiguous', [matched(1, 1), matched(3, 3)], {}],
    ['not-scanned', [matched(1, 1), matched(3, 2)], {}],
  ])('says %s', (reason, reports, annotations) => {
    expect(
      Unreviewed.create(reports).reason({
        ref: REF,
        annotations: JSON.stringify(annotations),
      }),
    ).toEqual({ reason, message: expect.stringMatching(/^[a-z].*[^.]$/) });
  });
});

describe('withNotReviewed', () => {
  const entity = (name: string, owners: string[]) => ({
    ref: `component:default/${name}`,
    owners,
    system: 'system:default/shop',
    message: 'it is lost',
  });
  const row = {
    ref: 'group:default/a',
    rank: 1,
    verified: 80,
    coverage: 1,
    level: 1 as const,
    entities: 3,
    delta28d: null,
    trend: [80],
  };
  const owned = [
    entity('x', ['group:default/a']),
    entity('z', ['group:default/b', 'group:default/a']),
    entity('y', []),
  ];

  it('changes no figure of a row', () => {
    const [first, second, ...rest] = withNotReviewed(
      [row],
      owned,
      'owner',
      ref => (ref === 'group:default/b' ? 'Team B' : undefined),
    );
    expect(first).toEqual({ ...row, notReviewed: 2 });
    expect(second).toMatchObject({
      ref: 'group:default/b',
      title: 'Team B',
      rank: null,
      notReviewed: 1,
      reason: 'not reviewed: its service has no workload of its own',
    });
    expect(rest).toEqual([]);
  });

  it('lists each service by itself where rows are services', () => {
    expect(
      withNotReviewed([], owned, 'entity', () => undefined).map(
        ({ ref, reason }) => [ref, reason],
      ),
    ).toEqual(
      ['x', 'y', 'z'].map(name => [
        `component:default/${name}`,
        'not reviewed: it is lost',
      ]),
    );
  });

  it('leaves out what does not belong to the grouping', () => {
    expect(withNotReviewed([], owned, 'domain', () => undefined)).toEqual([]);
    expect(withNotReviewed([], owned, 'system', () => undefined)).toHaveLength(
      1,
    );
  });
});
