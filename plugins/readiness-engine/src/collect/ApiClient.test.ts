import { collect, type ScriptedAnswer } from '../testing/collect';
import { deployment } from '../testing/rawObjects';

describe('ApiClient, when the server fails,', () => {
  const only = (
    suffix: string,
    answer: Partial<ScriptedAnswer>,
    times = Infinity,
  ) => {
    let left = times;
    return (path: string) => {
      if (!path.endsWith(suffix) || left <= 0) return undefined;
      left -= 1;
      return answer;
    };
  };
  const now = { 'retry-after': '0' };

  it.each([429, 500, 503])('is asked again after %d', async status => {
    const { source } = await collect([deployment('cart')], {
      intercept: only('/deployments', { status, headers: now }, 2),
    });
    expect(source('deployments')).toMatchObject({ state: 'ok', count: 1 });
  });

  it('is given up after some attempts, and only that kind', async () => {
    const { source, paths } = await collect([deployment('cart')], {
      intercept: only('/deployments', { status: 503, headers: now }),
    });
    expect(source('deployments')).toMatchObject({
      state: 'error',
      message: 'the API server answered 503, after 4 attempts',
    });
    expect(paths.filter(path => path.endsWith('/deployments'))).toHaveLength(4);
    expect(source('pods')?.state).toBe('ok');
  });

  it('may answer something that is no JSON without it being repeated', async () => {
    const { source, sources } = await collect([], {
      intercept: only('/nodes', { body: '<html>CANARY</html>' }),
    });
    expect(source('nodes')?.state).toBe('error');
    expect(JSON.stringify(sources)).not.toContain('CANARY');
  });

  it.each([
    { kind: 'Status', status: 'Failure' },
    { kind: 'NodeList' },
    { kind: 'NodeList', items: {} },
  ])('may answer %j with 200', async body => {
    const { source } = await collect([], {
      intercept: only('/nodes', { body }),
    });
    expect(source('nodes')?.state).toBe('error');
  });

  it('may send items that are no objects', async () => {
    const { source } = await collect([], {
      intercept: only('/nodes', { body: { items: [null, 3, 'x', []] } }),
    });
    expect(source('nodes')).toMatchObject({
      state: 'ok',
      count: 0,
      message: '4 malformed objects were left out',
    });
  });

  it('may reset the connection', async () => {
    const { source } = await collect([], {
      intercept: path => {
        if (!path.endsWith('/nodes')) return undefined;
        const secret = new Error('CANARY in the address');
        return Promise.reject(Object.assign(secret, { code: 'ECONNRESET' }));
      },
    });
    expect(source('nodes')).toMatchObject({
      state: 'error',
      message: 'the connection failed (ECONNRESET), after 4 attempts',
    });
  });

  it('may not answer at all', async () => {
    const { source } = await collect([], {
      pageTimeoutMs: 5,
      intercept: path =>
        path.endsWith('/nodes') ? new Promise(() => {}) : undefined,
    });
    expect(source('nodes')).toMatchObject({
      state: 'error',
      message: 'no answer within 5 ms, after 4 attempts',
    });
  });

  it('may offer the same page for ever', async () => {
    const { source } = await collect([], {
      intercept: only('/nodes', {
        body: { items: [], metadata: { continue: 'again' } },
      }),
    });
    expect(source('nodes')?.state).toBe('truncated');
  });

  it('is not asked any more once it refused the credential', async () => {
    const { sources, paths } = await collect([deployment('cart')], {
      intercept: only('/namespaces', { status: 401 }),
    });
    const after = paths.slice(paths.indexOf('/api/v1/namespaces') + 1);
    expect(after).toEqual([]);
    // What discovery had said before stays true.
    const others = sources.filter(({ state }) => state !== 'absent');
    expect(others.length).toBeGreaterThan(5);
    for (const { state, message } of others) {
      expect([state, message]).toEqual([
        'error',
        'the credential was refused (401)',
      ]);
    }
  });
});
