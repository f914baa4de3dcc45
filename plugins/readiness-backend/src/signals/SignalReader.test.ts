import {
  parseClusterMatchers,
  SignalLimitError,
  SignalScopeError,
} from '@readiness/backstage-plugin-readiness-engine';
import type { SignalSource } from '@readiness/backstage-plugin-readiness-node';
import {
  json,
  listening,
  sourceConfig,
  vector,
  type Answer,
  type Listening,
} from './__fixtures__/listening';
import { SignalReader } from './SignalReader';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const PROD = parseClusterMatchers('cluster="prod-eu"');

describe('SignalReader', () => {
  const open: Listening[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(each => each.close()));
  });

  /** A store whose `up` has these cluster labels, and whose other answers are `rest`. */
  async function store(
    clusters: readonly Record<string, string>[],
    rest: Readonly<Record<string, Answer>> = {},
    newest?: string,
  ) {
    const listens = await listening({
      '/api/v1/query': (res, url) => {
        const query = url.searchParams.get('query') ?? '';
        const rows = query.startsWith('count by')
          ? clusters.map(metric => ({ metric, value: '3' }))
          : [];
        const last =
          newest && query.includes('timestamp') ? [{ value: newest }] : [];
        const up = query.startsWith('count(up') ? [{ value: '12' }] : [];
        json(vector(...rows, ...last, ...up))(res, url);
      },
      ...rest,
    });
    open.push(listens);
    return listens;
  }

  const read = (
    url: string | undefined,
    options: {
      matchers?: typeof PROD;
      keys?: readonly string[];
      added?: readonly SignalSource[];
      signal?: AbortSignal;
    } = {},
  ) =>
    SignalReader.create({
      clusters: [
        {
          name: 'prod-eu',
          ...(url && {
            signals: {
              prometheus: sourceConfig(url, {
                matchers: options.matchers ?? [],
              }),
            },
          }),
        },
      ],
      added: options.added ?? [],
    }).read({
      cluster: 'prod-eu',
      keys: options.keys ?? ['liveUp'],
      now: NOW,
      signal: options.signal ?? new AbortController().signal,
    });

  it('asks each question once, of this cluster alone', async () => {
    const { url, asked } = await store([{ cluster: 'prod-eu' }]);
    const readings = await read(url, {
      matchers: PROD,
      keys: ['liveUp', 'pods', 'liveUp', 'evidence'],
    });
    expect(readings).toMatchObject([
      { key: 'liveUp', state: 'ok', data: [{ labels: {}, value: 12 }] },
    ]);
    expect(asked.map(each => each.url.searchParams.get('query'))).toEqual([
      expect.stringMatching(
        /^count by \(cluster, .*\) \(up\{cluster="prod-eu"\}\)$/,
      ),
      'count(up{cluster="prod-eu"})',
    ]);
  });

  it('asks nobody where nothing is connected', async () => {
    await expect(read(undefined)).resolves.toEqual([]);
  });

  it.each<[string, Record<string, string>[], typeof PROD, RegExp]>([
    [
      'two clusters and no matcher',
      [{ cluster: 'a' }, { cluster: 'b' }],
      [],
      /cluster has several values there \(a, b\)/,
    ],
    [
      'one cluster and targets of none',
      [{ cluster: 'a' }, {}],
      [],
      /\(\(none\), a\)/,
    ],
    [
      'another label',
      [{ k8s_cluster_name: 'a' }, { k8s_cluster_name: 'b' }],
      [],
      /k8s_cluster_name has/,
    ],
    [
      'a matcher that lets two through',
      [{ cluster: 'a' }, { cluster: 'b' }],
      parseClusterMatchers('cluster=~"a|b"'),
      /several/,
    ],
    [
      'a matcher that nothing matches',
      [],
      PROD,
      /no target matches \{cluster="prod-eu"\}/,
    ],
    ['no target at all', [], [], /sees no target at all/],
  ])(
    'is unscoped for everything: %s',
    async (_what, clusters, matchers, message) => {
      const { url } = await store(clusters, {
        '/api/v1/rules': json({ status: 'success', data: { groups: [] } }),
      });
      const readings = await read(url, {
        matchers,
        keys: ['liveUp', 'liveRules'],
      });
      expect(readings.map(({ key, state }) => [key, state])).toEqual([
        ['liveUp', 'unscoped'],
        ['liveRules', 'unscoped'],
      ]);
      expect(readings[0].message).toMatch(message);
    },
  );

  it('takes one cluster for this one, and targets of none that were chosen', async () => {
    const one = await store([{ cluster: 'a' }]);
    expect((await read(one.url))[0].state).toBe('ok');
    const chosen = await store([{ cluster: 'a' }, {}]);
    const readings = await read(chosen.url, {
      matchers: parseClusterMatchers('job="x",cluster=~"|a"'),
    });
    expect(readings[0].state).toBe('ok');
  });

  it('is stale where samples ended yesterday', async () => {
    const { url } = await store([], {}, String(NOW / 1000 - 26 * 3600));
    expect((await read(url))[0]).toMatchObject({
      state: 'stale',
      message: 'the newest sample of it is 1560 min old',
    });
  });

  it('tells what is no answer, and goes on with the rest', async () => {
    const { url } = await store([{}], {
      '/api/v1/rules': res =>
        res.writeHead(200, { 'content-type': 'text/html' }).end(''),
      '/api/v1/targets': json({
        status: 'success',
        data: { activeTargets: [] },
      }),
    });
    const readings = await read(url, {
      keys: ['liveRules', 'liveTargets', 'liveUp'],
    });
    expect(readings).toMatchObject([
      {
        key: 'liveRules',
        state: 'error',
        message: expect.stringMatching(/text\/html/),
      },
      { key: 'liveTargets', state: 'empty' },
      { key: 'liveUp', state: 'ok' },
    ]);
  });

  it('is an error for everything where the store is away', async () => {
    const { url, close } = await store([{}]);
    open.pop();
    await close();
    const [reading] = await read(url);
    expect(reading.state).toBe('error');
    expect(reading.message).toMatch(/ECONNREFUSED/);
  });

  it('takes numbers that are none for no answer', async () => {
    const { url } = await store([{}]);
    open[0].asked.length = 0;
    const nan = await store([], {
      '/api/v1/query': (res, at) =>
        json(
          at.searchParams.get('query')?.startsWith('count by')
            ? vector({ value: '3' })
            : vector({ value: 'NaN' }),
        )(res, at),
    });
    expect((await read(url))[0].state).toBe('ok');
    expect((await read(nan.url))[0]).toMatchObject({
      state: 'error',
      message: '1 values that are no numbers were left out',
    });
  });

  it('asks a foreign source first', async () => {
    const { url, asked } = await store([{}]);
    const foreign = (fails?: Error): SignalSource => ({
      id: 'datadog',
      keys: cluster => (cluster === 'prod-eu' ? ['liveRules'] : []),
      read: async () => {
        if (fails) throw fails;
        return { data: [] };
      },
    });
    const state = async (fails?: Error) =>
      (await read(url, { keys: ['liveRules'], added: [foreign(fails)] }))[0];
    expect(await state()).toMatchObject({ state: 'empty', askedOf: 'datadog' });
    expect(await state(new Error('down'))).toMatchObject({
      state: 'error',
      message: 'down',
    });
    expect((await state(new SignalLimitError('much'))).state).toBe('truncated');
    expect((await state(new SignalScopeError('who'))).state).toBe('unscoped');
    expect(asked).toEqual([]);
  });

  it('stops with the scan', async () => {
    const { url } = await store([], { '/api/v1/query': () => {} });
    const controller = new AbortController();
    const reading = read(url, { signal: controller.signal });
    controller.abort(new Error('scan stopped'));
    await expect(reading).rejects.toThrow('scan stopped');
  });
});
