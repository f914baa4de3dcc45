import { SAMPLE_TOKENS, SAMPLE_USER_NAMES } from '..';
import { PODS, asDemo, ask, create, pod } from '../__fixtures__/askSample';

describe('Access', () => {
  const sample = create([pod('a')]);

  it.each(['', 'unknown'])('answers 401 to the token "%s"', async token => {
    const { status, json } = await ask(sample, PODS, { token });
    expect(status).toBe(401);
    expect(json).toMatchObject({ kind: 'Status', reason: 'Unauthorized' });
  });

  it('answers 403 in the words of the API server', async () => {
    const { status, json } = await ask(sample, '/api/v1/secrets');
    expect(status).toBe(403);
    expect(json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: `secrets is forbidden: User "${SAMPLE_USER_NAMES.scanner}" cannot list resource "secrets" in API group "" at the cluster scope`,
      reason: 'Forbidden',
      details: { kind: 'secrets' },
      code: 403,
    });
  });

  it('lets the scanner read two ConfigMaps by name and list none', async () => {
    const path = '/api/v1/namespaces/kube-system/configmaps';
    expect((await ask(sample, path)).status).toBe(403);
    expect((await ask(sample, `${path}/coredns`)).status).toBe(403);
    expect((await ask(sample, `${path}/aws-auth`)).status).toBe(404);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'POST'])(
    'does not let the scanner %s',
    async method => {
      const path = '/api/v1/namespaces/shop/pods/a';
      const { status, json } = await ask(sample, path, { method, body: {} });
      expect(status).toBe(403);
      expect(json.reason).toBe('Forbidden');
    },
  );

  it('answers 404 for what is not there', async () => {
    const missing = await ask(sample, '/api/v1/namespaces/shop/pods/b');
    expect(missing.status).toBe(404);
    expect(missing.json).toMatchObject({
      reason: 'NotFound',
      message: 'pods "b" not found',
      details: { name: 'b', kind: 'pods' },
    });
    const path = '/apis/none.example/v1/things';
    expect(await ask(sample, path, asDemo({}))).toMatchObject({
      status: 404,
      text: '404 page not found\n',
    });
  });

  describe('while it runs', () => {
    const right = {
      user: SAMPLE_USER_NAMES.scanner,
      group: '',
      resource: 'pods',
    };
    const post = async (path: string, token: string, body: unknown = right) =>
      (await ask(sample, path, { method: 'POST', token, body })).status;

    it('takes a right away and gives it back', async () => {
      expect(await post('/__sample/revoke', SAMPLE_TOKENS.demo)).toBe(200);
      expect((await ask(sample, PODS)).status).toBe(403);
      const namespaced = '/api/v1/namespaces/shop/pods';
      expect((await ask(sample, namespaced)).status).toBe(403);
      expect((await ask(sample, PODS, asDemo({}))).status).toBe(200);
      expect(await post('/__sample/grant', SAMPLE_TOKENS.demo)).toBe(200);
      expect((await ask(sample, PODS)).status).toBe(200);
    });

    it('lets nobody but the operator of the demo do so', async () => {
      expect(await post('/__sample/revoke', SAMPLE_TOKENS.scanner)).toBe(403);
      expect(await post('/__sample/revoke', '')).toBe(401);
      expect((await ask(sample, PODS)).status).toBe(200);
    });

    it.each([[{}], [{ ...right, user: 'nobody' }], ['text']])(
      'refuses %j',
      async body => {
        expect(await post('/__sample/revoke', SAMPLE_TOKENS.demo, body)).toBe(
          400,
        );
      },
    );
  });

  it('takes a right away in one namespace only', async () => {
    const two = create([pod('a'), pod('b', 'bank')]);
    two.revoke({
      user: SAMPLE_USER_NAMES.scanner,
      group: '',
      resource: 'pods',
      namespace: 'bank',
    });
    expect((await ask(two, PODS)).status).toBe(403);
    expect((await ask(two, '/api/v1/namespaces/shop/pods')).status).toBe(200);
    expect((await ask(two, '/api/v1/namespaces/bank/pods')).status).toBe(403);
  });
});
