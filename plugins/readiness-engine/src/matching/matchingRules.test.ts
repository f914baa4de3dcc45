import { deployment } from '../testing/rawObjects';
import {
  component,
  ID,
  key,
  match,
  NAMESPACE,
  SELECTOR,
} from './__fixtures__/matching';
import type { MatchingRule } from './MatchingRule';
import { matchingRuleProblem } from './ruleDemand';
import { unusedMatchingRules } from './unusedMatchingRules';

const BY_NAME: MatchingRule = { labelSelector: 'app={name}' };

describe('rules of the configuration', () => {
  it('speak for Components that say nothing, and the report names the rule', async () => {
    const { report, entitiesOf } = await match(
      [deployment('cart'), deployment('mail')],
      [
        component('cart'),
        component('mail', {}, { ref: 'api:default/mail', kind: 'api' }),
      ],
      [{ labelSelector: 'none={name}' }, BY_NAME],
    );
    expect(report.matched).toEqual([
      {
        entityRef: 'component:default/cart',
        workloads: [key('cart')],
        count: 1,
        ambiguous: 0,
        rule: 1,
      },
    ]);
    expect(entitiesOf.has(key('mail'))).toBe(false);
    expect(report.unannotated).toEqual([]);
  });

  it('leave alone what an entity says itself, even where it is wrong', async () => {
    const { entitiesOf, report } = await match(
      [deployment('cart'), deployment('mail')],
      [
        component('cart', { [ID]: 'gone' }),
        component('mail', { [SELECTOR]: 'app in (' }),
      ],
      [BY_NAME],
    );
    expect(entitiesOf.size).toBe(0);
    expect(report.noWorkload).toHaveLength(1);
  });

  it('take nothing away from an entity that names the workload', async () => {
    const { entitiesOf } = await match(
      [deployment('cart')],
      [component('cart'), component('shop', { [SELECTOR]: 'app=cart' })],
      [BY_NAME],
    );
    expect(entitiesOf.get(key('cart'))).toEqual(['component:default/shop']);
  });

  it('make a workload ambiguous that they find for two entities', async () => {
    const { report } = await match(
      [deployment('cart')],
      [
        component('cart'),
        component('cart', {}, { ref: 'component:other/cart' }),
      ],
      [BY_NAME],
    );
    expect(report.ambiguous).toEqual([
      {
        workload: key('cart'),
        entityRefs: ['component:default/cart', 'component:other/cart'],
        count: 2,
      },
    ]);
  });

  it('stop at the first that finds something', async () => {
    const { report } = await match(
      [deployment('cart', { namespace: 'bank' }), deployment('cart')],
      [component('cart')],
      [{ ...BY_NAME, namespace: 'shop' }, BY_NAME],
    );
    expect(report.matched).toMatchObject([
      { workloads: [key('cart')], rule: 0 },
    ]);
  });

  it.each<[string, Partial<MatchingRule>, boolean]>([
    ['entities', { entities: 'component:default/c*' }, true],
    ['entities', { entities: 'component:other/*' }, false],
    ['kind', { kind: 'Component' }, true],
    ['kind', { kind: 'API' }, false],
    ['type', { type: 'Service' }, true],
    ['type', { type: 'library' }, false],
    ['cluster', { cluster: 'pro*' }, true],
    ['cluster', { cluster: 'staging-*' }, false],
    ['namespace', { namespace: '{system}' }, true],
    ['namespace', { namespace: '{name}' }, false],
    ['namespace', { namespace: 'x-{namespace}' }, false],
  ])('narrow by %s: %j', async (_, narrow, expected) => {
    const { entitiesOf } = await match(
      [deployment('cart')],
      [
        component(
          'cart',
          {},
          { system: 'system:default/shop', type: 'service' },
        ),
      ],
      [{ ...BY_NAME, ...narrow }],
    );
    expect(entitiesOf.has(key('cart'))).toBe(expected);
  });

  it('find nothing for an entity that cannot fill a placeholder', async () => {
    const { entitiesOf } = await match(
      [deployment('cart', { labels: { app: 'cart', of: '' } })],
      [component('cart')],
      [{ labelSelector: 'of={system}' }, { ...BY_NAME, namespace: '{system}' }],
    );
    expect(entitiesOf.size).toBe(0);
  });

  it('take no name for a part of the selector', async () => {
    const { entitiesOf } = await match(
      [deployment('cart', { labels: { app: 'x' } })],
      [component('x,app', {}, { ref: 'component:default/x,app' })],
      [BY_NAME],
    );
    expect(entitiesOf.size).toBe(0);
  });

  it('are narrowed by the namespace that an entity names', async () => {
    const objects = [
      deployment('cart'),
      deployment('cart', { namespace: 'bank' }),
    ];
    const { entitiesOf } = await match(
      objects,
      [component('cart', { [NAMESPACE]: 'bank' })],
      [BY_NAME],
    );
    expect([...entitiesOf.keys()]).toEqual([key('cart', 'bank')]);
    const wrong = await match(
      objects,
      [component('cart', { [NAMESPACE]: 'No!' })],
      [BY_NAME, BY_NAME],
    );
    expect(wrong.entitiesOf.size).toBe(0);
    expect(wrong.report.problems).toEqual([
      {
        entityRef: 'component:default/cart',
        message: expect.stringContaining(NAMESPACE),
      },
    ]);
  });
});

describe('matchingRuleProblem', () => {
  it.each<[MatchingRule, string, string]>([
    [{ labelSelector: '' }, 'labelSelector', 'it is empty'],
    [{ labelSelector: 'app in (' }, 'labelSelector', 'no requirement'],
    [{ labelSelector: 'app={name' }, 'labelSelector', 'no label value'],
    [{ labelSelector: 'app={title}' }, 'labelSelector', '{title}'],
    [{ labelSelector: 'app={toString}' }, 'labelSelector', '{toString}'],
    [{ ...BY_NAME, namespace: '{team}' }, 'namespace', '{team}'],
    [{ ...BY_NAME, namespace: 'team *' }, 'namespace', 'no namespace name'],
    [{ ...BY_NAME, namespace: '' }, 'namespace', 'no namespace name'],
  ])('refuses %j by its key', (rule, at, text) => {
    expect(matchingRuleProblem(rule)).toEqual({
      key: at,
      problem: expect.stringContaining(text),
    });
  });

  it.each<MatchingRule>([
    BY_NAME,
    {
      labelSelector: 'a in ({name}, {name}-worker),!x',
      namespace: 't-{system}',
    },
    { labelSelector: 'app', namespace: '{namespace}' },
  ])('takes %j', rule => {
    expect(matchingRuleProblem(rule)).toBeUndefined();
  });
});

describe('unusedMatchingRules', () => {
  const rules: MatchingRule[] = [BY_NAME, { labelSelector: 'x={name}' }];
  const reportOf = async (by: readonly MatchingRule[]) => {
    const { report } = await match(
      [deployment('cart')],
      [component('cart')],
      by,
    );
    // As a database gives it back: keys in another order.
    return JSON.parse(JSON.stringify(report)) as typeof report;
  };

  it('names the rules that found nothing anywhere', async () => {
    const report = await reportOf(rules);
    const other = await reportOf([...rules].reverse());
    expect(unusedMatchingRules(rules, [report])).toEqual([1]);
    expect(unusedMatchingRules(rules, [report, report])).toEqual([1]);
    expect(unusedMatchingRules([], [await reportOf([])])).toEqual([]);
    // A cluster that was scanned by other rules says nothing about these.
    expect(unusedMatchingRules(rules, [report, other])).toEqual([]);
    expect(unusedMatchingRules(rules, [])).toEqual([]);
  });
});
