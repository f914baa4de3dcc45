import fc from 'fast-check';
import { type LabelMatcher, queryFacts } from './promql';
import { SIGNAL_KEYS, signalQuery } from './registry';
import {
  matchesLabel,
  parseClusterMatchers,
  scopeExpression,
} from './scopeExpression';

const PROD: LabelMatcher = { label: 'cluster', operator: '=', value: 'prod' };

describe('parseClusterMatchers', () => {
  it.each([
    ['cluster="prod-eu"'],
    ['{cluster="prod-eu"}'],
    [' { cluster = "prod-eu" , } '],
  ])('reads %s', text => {
    expect(parseClusterMatchers(text)).toEqual([
      { label: 'cluster', operator: '=', value: 'prod-eu' },
    ]);
  });

  it('reads several matchers and regular expressions', () => {
    expect(parseClusterMatchers('cluster=~"prod-.+",region!="us"')).toEqual([
      { label: 'cluster', operator: '=~', value: 'prod-.+' },
      { label: 'region', operator: '!=', value: 'us' },
    ]);
  });

  it.each([
    ['prod-eu', 'is no label selector'],
    ['cluster=prod', 'is no label selector'],
    ['cluster="a"} or up{x="b"', 'is no label selector'],
    ['cluster="a"}[5m', 'is no label selector'],
    ['__name__="up"', 'metric name'],
    ['"up"', 'series of no cluster'],
    ['"k8s.cluster"="a"', 'names the label "k8s.cluster"'],
    ['cluster=~"["', 'invalid expression for "cluster"'],
    ['', 'series of no cluster at all'],
    ['cluster=~".*"', 'series of no cluster at all'],
    ['cluster=""', 'series of no cluster at all'],
    ['cluster!="staging"', 'series of no cluster at all'],
  ])('refuses %s', (text, message) => {
    expect(() => parseClusterMatchers(text)).toThrow(message);
  });
});

describe('scopeExpression', () => {
  it.each([
    ['count(up)', 'count(up{cluster="prod"})'],
    ['up{}', 'up{cluster="prod"}'],
    ['up{job="a"}', 'up{cluster="prod",job="a"}'],
    [
      'sum by (up) (rate(a[5m])) / on (pod) group_left (b) c offset 1h',
      'sum by (up) (rate(a{cluster="prod"}[5m])) / on (pod) group_left (b) c{cluster="prod"} offset 1h',
    ],
    [
      'max_over_time(sum(rate(a{x="}"}[5m]))[14d:1h])',
      'max_over_time(sum(rate(a{cluster="prod",x="}"}[5m]))[14d:1h])',
    ],
    ['{__name__=~"a|b"}', '{cluster="prod",__name__=~"a|b"}'],
    [
      'label_replace(a, "b", "c{}", "d", "e")',
      'label_replace(a{cluster="prod"}, "b", "c{}", "d", "e")',
    ],
  ])('scopes %s', (expression, scoped) => {
    expect(scopeExpression(expression, [PROD])).toBe(scoped);
  });

  it('leaves an expression as it is where the store holds one cluster', () => {
    expect(scopeExpression('count(up)', [])).toBe('count(up)');
  });

  it.each([['sum('], ['vector(1)'], ['']])('refuses %j', expression => {
    expect(() => scopeExpression(expression, [PROD])).toThrow(/^It /);
  });

  it('cannot be broken out of, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30, unit: 'binary' }), value => {
        const matcher = { ...PROD, value };
        let scoped: string;
        try {
          scoped = scopeExpression('sum(a{b="c"}) or d', [matcher]);
        } catch {
          return;
        }
        const facts = queryFacts(scoped);
        expect(facts.valid).toBe(true);
        expect(facts.selectors).toEqual([
          {
            metric: 'a',
            matchers: [matcher, { label: 'b', operator: '=', value: 'c' }],
          },
          { metric: 'd', matchers: [matcher] },
        ]);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it.each(SIGNAL_KEYS.map(key => [key]))('%s is put to one cluster', key => {
    const { query } = signalQuery(key).request({ matchers: [PROD], now: 0 });
    for (const { matchers } of query.query
      ? queryFacts(query.query).selectors
      : []) {
      expect(matchers).toContainEqual(PROD);
    }
  });
});

describe('matchesLabel', () => {
  it.each<[LabelMatcher['operator'], string, string | undefined, boolean]>([
    ['=', 'a', 'a', true],
    ['=', '', undefined, true],
    ['!=', 'a', undefined, true],
    ['=~', 'a|b', 'b', true],
    ['=~', 'a', 'ab', false],
    ['=~', '|a', undefined, true],
    ['!~', 'a.*', 'ab', false],
    ['!~', 'a.*', 'b', true],
  ])('%s %j of %j: %s', (operator, value, actual, expected) => {
    const labels: Record<string, string> =
      actual === undefined ? {} : { x: actual };
    expect(matchesLabel({ label: 'x', operator, value }, labels)).toBe(
      expected,
    );
  });
});
