import { instantQuery, rangeQuery } from './prometheusQuery';
import {
  NO_SIGNALS,
  SIGNAL_KEYS,
  signalQuery,
  signalTitle,
  type SignalKey,
} from './registry';
import {
  SignalFormatError,
  SignalLimitError,
  type SignalScope,
} from './SignalQuery';

const NOW = Date.parse('2026-11-22T17:00:00Z');
const scope: SignalScope = { matchers: [], now: NOW };
const prod: SignalScope = {
  matchers: [{ label: 'cluster', operator: '=', value: 'prod' }],
  now: NOW,
};

const success = (data: unknown) => ({ status: 'success', data });
const vector = (...result: unknown[]) =>
  success({ resultType: 'vector', result });
const parse = (key: SignalKey, body: unknown, of = scope) =>
  signalQuery(key).parse(body, of);

describe('signals', () => {
  it('know nothing where nothing is connected', () => {
    expect(SIGNAL_KEYS).toContain('liveUp');
    expect(NO_SIGNALS.liveUp).toEqual([]);
    expect(signalTitle('liveUp')).toBe('prometheus: up');
  });

  it('ask at the time of the scan', () => {
    expect(signalQuery('liveUp').request(prod)).toEqual({
      path: '/api/v1/query',
      query: {
        query: 'count(up{cluster="prod"})',
        time: '1795366800',
        timeout: '25s',
      },
    });
  });

  it('keep numbers and tell of what is none', () => {
    const answer = parse(
      'liveUp',
      vector(
        { metric: { a: 'b' }, value: [1, '1e+03'] },
        { metric: {}, value: [1, 'NaN'] },
        { metric: {}, value: [1, '+Inf'] },
      ),
    );
    expect(answer.data).toEqual([{ labels: { a: 'b' }, value: 1000 }]);
    expect(answer.note).toBe('2 values that are no numbers were left out');
  });

  it.each([
    ['text', 'hello', 'status: is neither success nor error'],
    ['nothing', undefined, 'status: is neither'],
    ['a list', [], 'status: is neither'],
    [
      'an error',
      { status: 'error', errorType: 'bad_data', error: 'no' },
      'bad_data: no',
    ],
    ['no type', success({}), 'data.resultType: is missing, not vector'],
    [
      'another type',
      success({ resultType: 'scalar', result: [1, '2'] }),
      'data.resultType: is scalar',
    ],
    [
      'no list',
      success({ resultType: 'vector', result: {} }),
      'data.result: is no list',
    ],
    [
      'no sample',
      vector({ metric: {}, values: [] }),
      'data.result[0].value: is no sample',
    ],
  ])('refuse %s', (_what, body, message) => {
    expect(() => parse('liveUp', body)).toThrow(SignalFormatError);
    expect(() => parse('liveUp', body)).toThrow(message);
  });

  it('take neither a part nor too much for the whole', () => {
    const part = { ...vector(), warnings: ['store eu-1 is away'] };
    expect(() => parse('liveUp', part)).toThrow(SignalLimitError);
    expect(() => parse('liveUp', part)).toThrow(
      'answered in part: store eu-1 is away',
    );
    expect(() =>
      parse('liveUp', { ...vector(), warnings: ['PromQL info: odd name'] }),
    ).not.toThrow();
    const many = vector(
      ...Array.from({ length: 50_001 }, () => ({ value: [1, '1'] })),
    );
    expect(() => parse('liveUp', many)).toThrow('at most 50000');
  });
});

describe('rangeQuery', () => {
  const hourly = rangeQuery({
    title: 'x',
    expression: 'sum(x)',
    windowSeconds: 7200,
    stepSeconds: 3600,
  });

  it('asks for whole steps', () => {
    const { path, query } = hourly.request({ ...prod, now: NOW + 1234_000 });
    expect(path).toBe('/api/v1/query_range');
    expect(query).toMatchObject({
      query: 'sum(x{cluster="prod"})',
      start: '1795359600',
      end: '1795366800',
      step: '3600',
    });
  });

  it('keeps gaps as gaps', () => {
    const { data, note } = hourly.parse(
      success({
        resultType: 'matrix',
        result: [
          {
            metric: { a: 'b' },
            values: [
              [1, '1'],
              [2, 'NaN'],
              [4, '3'],
            ],
          },
        ],
      }),
      scope,
    );
    expect(data).toEqual([
      {
        labels: { a: 'b' },
        points: [
          [1, 1],
          [4, 3],
        ],
      },
    ]);
    expect(note).toBe('1 values that are no numbers were left out');
  });

  it('refuses what no store answers', () => {
    expect(() =>
      rangeQuery({
        title: 'x',
        expression: 'x',
        windowSeconds: 90 * 86400,
        stepSeconds: 60,
      }),
    ).toThrow('11,000');
    expect(() =>
      hourly.parse(success({ resultType: 'matrix', result: [{}] }), scope),
    ).toThrow('data.result[0].values: is no list');
  });
});

describe('instantQuery', () => {
  it('keeps what the reader makes of a sample', () => {
    const pods = instantQuery({
      title: 'pods',
      expression: 'x',
      windowSeconds: 0,
      read: ({ labels }) => labels.pod,
    });
    const body = vector(
      { metric: { pod: 'a' }, value: [1, '1'] },
      { metric: {}, value: [1, '1'] },
    );
    expect(pods.parse(body, scope).data).toEqual(['a']);
  });
});

describe('liveRules', () => {
  const group = (...rules: unknown[]) =>
    success({
      groups: [{ name: 'shop', file: '/rules/shop.yaml', interval: 30, rules }],
    });
  const rule = (parts: Record<string, unknown> = {}) => ({
    type: 'alerting',
    name: 'Slow',
    query: 'a > 1',
    health: 'ok',
    lastEvaluation: '2026-11-22T16:59:30.123456789Z',
    labels: { severity: 'page' },
    annotations: { runbook_url: 'https://r', secret: 'canary-7' },
    ...parts,
  });

  it('keeps alerts, and of their annotations what is allowed', () => {
    const { data } = parse(
      'liveRules',
      group(rule(), { type: 'recording', name: 'a:b', query: 'a' }),
    );
    expect(data).toEqual([
      {
        alert: 'Slow',
        group: 'shop',
        file: '/rules/shop.yaml',
        health: 'ok',
        lastError: undefined,
        lastEvaluation: Date.parse('2026-11-22T16:59:30.123Z'),
        intervalSeconds: 30,
        expr: 'a > 1',
        labels: { severity: 'page' },
        annotations: { runbook_url: 'https://r' },
      },
    ]);
  });

  it('knows a rule that was never evaluated', () => {
    const { data } = parse(
      'liveRules',
      group(rule({ lastEvaluation: '0001-01-01T00:00:00Z', health: '' })),
    );
    expect(data[0]).toMatchObject({
      health: 'unknown',
      lastEvaluation: undefined,
    });
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['that names no cluster', {}, 1],
    ['of this cluster', { labels: { cluster: 'prod' } }, 1],
    ['of another cluster', { labels: { cluster: 'stage' } }, 0],
    ['on another cluster', { query: 'a{cluster="stage"} > 1' }, 0],
    ['on both', { query: 'a{cluster="stage"} > a{cluster="prod"}' }, 1],
    ['that selects nothing', { query: 'vector(1)' }, 1],
  ])('of a hub: a rule %s', (_which, parts, count) => {
    expect(parse('liveRules', group(rule(parts)), prod).data).toHaveLength(
      count,
    );
  });

  it('refuses what is no list of groups', () => {
    expect(() => parse('liveRules', success({}))).toThrow('data.groups');
  });
});

describe('liveTargets', () => {
  const targets = success({
    activeTargets: [
      {
        labels: { namespace: 'shop', pod: 'a-1', cluster: 'prod' },
        scrapePool: 'serviceMonitor/shop/a/0',
        health: 'up',
      },
      { labels: { namespace: 'shop', pod: 'b-1' } },
    ],
  });

  it('keeps where a target is and how it is', () => {
    expect(parse('liveTargets', targets).data).toEqual([
      {
        namespace: 'shop',
        pod: 'a-1',
        container: undefined,
        pool: 'serviceMonitor/shop/a/0',
        health: 'up',
      },
      {
        namespace: 'shop',
        pod: 'b-1',
        container: undefined,
        pool: '',
        health: 'unknown',
      },
    ]);
  });

  it('of a hub keeps those of this cluster', () => {
    expect(parse('liveTargets', targets, prod).data).toHaveLength(1);
    expect(() => parse('liveTargets', success({}))).toThrow(
      'data.activeTargets',
    );
  });
});
