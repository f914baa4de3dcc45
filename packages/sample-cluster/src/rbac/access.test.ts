import { SAMPLE_TOKENS, SAMPLE_USER_NAMES } from '..';
import { PODS, asDemo, ask, create, pod } from '../__fixtures__/askSample';

const resourcesOf = (role: { rules: { resources: string[] }[] }) =>
  role.rules.flatMap(rule => rule.resources).sort();

describe('access', () => {
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

  it('lets the scanner read a ConfigMap by its name and list none', async () => {
    const path = '/api/v1/namespaces/kube-system/configmaps';
    const name = 'cluster-autoscaler-status';
    expect((await ask(sample, path)).status).toBe(403);
    expect((await ask(sample, `${path}/coredns`)).status).toBe(403);
    expect((await ask(sample, `${path}/${name}`)).status).toBe(404);
    // A selector of the name is a request for that name; listing is not granted.
    const query = { fieldSelector: `metadata.name=${name}` };
    expect(await ask(sample, path, { query })).toMatchObject({
      status: 403,
      json: { details: { name } },
    });
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

    it('shows it in the role, so that applying the role gives it back', async () => {
      const path =
        '/apis/rbac.authorization.k8s.io/v1/clusterroles/readiness-scanner';
      const { json: before } = await ask(sample, path);
      await post('/__sample/revoke', SAMPLE_TOKENS.demo);
      const { json: after } = await ask(sample, path);
      expect(resourcesOf(before)).toContain('pods');
      expect(resourcesOf(after)).toEqual(
        resourcesOf(before).filter(resource => resource !== 'pods'),
      );
      const headers = {
        'content-type': 'application/strategic-merge-patch+json',
      };
      const body = { rules: before.rules };
      await ask(sample, path, asDemo({ method: 'PATCH', headers, body }));
      expect((await ask(sample, PODS)).status).toBe(200);
      await post('/__sample/grant', SAMPLE_TOKENS.demo);
      expect((await ask(sample, PODS)).status).toBe(200);
    });

    it('says which rights it cannot take', async () => {
      const { json } = await ask(
        sample,
        '/__sample/revoke',
        asDemo({
          method: 'POST',
          body: { ...right, user: SAMPLE_USER_NAMES.demo },
        }),
      );
      expect(json.message).toContain('system:masters');
      expect((await ask(sample, '/__sample/denials')).json).toEqual([]);
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

  it('takes no more of a rule than was asked', async () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'readiness-scanner' },
      rules: [
        {
          apiGroups: ['', 'apps'],
          resources: ['pods', 'nodes', 'deployments'],
          verbs: ['list'],
        },
      ],
    };
    const one = create([role]);
    const user = SAMPLE_USER_NAMES.scanner;
    one.revoke({ user, group: '', resource: 'pods' });
    expect((await ask(one, PODS)).status).toBe(403);
    expect((await ask(one, '/api/v1/nodes')).status).toBe(200);
    expect((await ask(one, '/apis/apps/v1/deployments')).status).toBe(200);
  });

  it('takes a right away in one namespace only', async () => {
    const two = create([pod('a'), pod('b', 'bank')]);
    const denial = {
      user: SAMPLE_USER_NAMES.scanner,
      group: '',
      resource: 'pods',
      namespace: 'bank',
    };
    two.revoke(denial);
    expect((await ask(two, PODS)).status).toBe(403);
    expect((await ask(two, '/api/v1/namespaces/shop/pods')).status).toBe(200);
    expect((await ask(two, '/api/v1/namespaces/bank/pods')).status).toBe(403);
    two.grant(denial);
    expect((await ask(two, PODS)).status).toBe(200);
    const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles';
    expect((await ask(two, roles, asDemo({}))).json.items).toEqual([]);
  });
});
