import { CART, SOUND } from './__fixtures__/manifests';
import {
  folderOf,
  removeFolders,
  runCli,
  scanJson,
  stateOf,
} from './__testUtils__/runCli';

afterEach(removeFolders);

describe('readiness scan', () => {
  it('judges a folder of manifests and fails on what is severe', async () => {
    const cwd = folderOf({ 'deploy/cart.yaml': CART });
    const { code, results, err } = await scanJson(['deploy'], { cwd });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(stateOf(results, 'sec-pss-baseline-pod')).toBe('fail');
    expect(stateOf(results, 'cost-requests-set')).toBe('fail');
    expect(stateOf(results, 'rec-multi-replica')).toBe('pass');
    expect(
      results.find(({ check }) => check === 'cost-requests-set'),
    ).toMatchObject({
      severity: 'high',
      dimension: 'cost',
      stage: 'configured',
      subject: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
      reasons: [{ code: 'no-memory-request', container: 'app' }],
      findings: [
        { location: { file: 'deploy/cart.yaml', line: 22, column: 13 } },
      ],
    });
  });

  it.each([
    [CART, 'critical', 1],
    [CART, 'none', 0],
    [SOUND, 'high', 0],
    [SOUND, 'low', 0],
    [SOUND.replace('maxUnavailable: 1', 'maxUnavailable: 0'), 'high', 0],
    [SOUND.replace('maxUnavailable: 1', 'maxUnavailable: 0'), 'medium', 1],
  ])('exits by the severity that is asked for (%#)', async (text, on, code) => {
    const ran = await runCli(['scan', '-', '--fail-on', on], { stdin: text });
    expect([ran.code, ran.err]).toEqual([code, '']);
  });

  it('reads what helm and kustomize print, and lists', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n${CART.split('\n')
      .map((line, index) => `${index === 0 ? '- ' : '  '}${line}`)
      .join('\n')}\n`;
    const { results } = await scanJson(['-'], { stdin: list });
    const { location } = results.find(
      ({ check }) => check === 'sec-image-pinned',
    )?.findings?.[0] as { location: unknown };
    expect(location).toEqual({ file: '<stdin>', line: 20, column: 13 });
    const json = JSON.stringify({
      kind: 'DeploymentList',
      apiVersion: 'apps/v1',
      items: [{ metadata: { name: 'bare' }, spec: {} }],
    });
    const other = await scanJson(['-'], { stdin: json });
    const bare = other.results.find(({ subject }) => subject.name === 'bare');
    expect(bare?.subject).toEqual({
      kind: 'Deployment',
      namespace: 'default',
      name: 'bare',
    });
  });

  it('puts what names no namespace where it is told to', async () => {
    const stdin = CART.replace('  namespace: shop\n', '');
    const { results } = await scanJson(['-', '-n', 'elsewhere'], { stdin });
    expect(results.map(({ subject }) => subject.namespace)).toContain(
      'elsewhere',
    );
  });

  it('judges by the Pod Security version of the cluster', async () => {
    const stdin = CART.replace('hostPID: true', 'hostPID: false').replace(
      'image:',
      'livenessProbe: { httpGet: { host: 127.0.0.1, path: /, port: 80 } }\n          image:',
    );
    const at = async (version: string) =>
      stateOf(
        (await scanJson(['-', '--kubernetes-version', version], { stdin }))
          .results,
        'sec-pss-baseline-pod',
      );
    expect([await at('1.33'), await at('v1.34.2')]).toEqual(['pass', 'fail']);
  });

  it('judges the checks and dimensions that are asked for', async () => {
    const ids = async (...args: string[]) => {
      const { results } = await scanJson(['-', ...args], { stdin: CART });
      return [...new Set(results.map(({ check }) => check))].sort();
    };
    expect(await ids('--check', 'rec-pdb,cost-requests-set')).toEqual([
      'cost-requests-set',
      'rec-pdb',
    ]);
    const cost = await ids('--dimension', 'cost');
    expect(cost.length).toBeGreaterThan(3);
    expect(cost.filter(id => !id.startsWith('cost-'))).toEqual([]);
  });

  it('says which findings are where, with their fix and their page', async () => {
    const cwd = folderOf({ 'cart.yaml': CART });
    const { out } = await runCli(
      ['scan', '.', '--docs-url', 'https://docs.example/checks'],
      { cwd },
    );
    expect(out).toContain('cart.yaml\n  Deployment shop/cart\n');
    expect(out).toMatch(/fail critical sec-pss-baseline-pod {2}14:7/);
    expect(out).toContain(
      'https://docs.example/checks/sec-pss-baseline-pod.md',
    );
    expect(out).toMatch(/\d+ findings \(2 critical, .* in 1 object in 1 file/);
    expect(out).not.toContain('\u001B');
    expect(out).not.toContain('hunter2');
  });

  it('paints on a terminal only, and obeys nothing that a manifest says', async () => {
    const stdin = CART.replace('name: app', 'name: "a\\u001B[2Jpp"');
    const plain = await runCli(['scan', '-'], { stdin });
    expect(plain.out).not.toContain('\u001B');
    const painted = await runCli(['scan', '-'], { stdin, isTTY: true });
    expect(painted.out).toContain('\u001B[31m');
    expect(painted.out).not.toContain('\u001B[2J');
    const asked = await runCli(['scan', '-'], {
      stdin,
      isTTY: true,
      env: { NO_COLOR: '1' },
    });
    expect(asked.out).not.toContain('\u001B');
  });
});

describe('what manifests cannot show', () => {
  it('is no pass and no fault', async () => {
    const { results } = await scanJson(['-'], { stdin: SOUND });
    const passing = results.filter(({ state }) => state === 'pass');
    expect(passing.map(({ stage }) => stage)).not.toContain('used');
    expect(passing.map(({ stage }) => stage)).not.toContain('proven');
    expect(stateOf(results, 'rec-pdb')).toBe('na');
    expect(stateOf(results, 'rec-topology-spread')).toBe('na');
    expect(stateOf(results, 'cost-autoscaler-present')).toBe('na');
    expect(stateOf(results, 'rec-gitops-managed')).toBe('na');
    expect(stateOf(results, 'sec-rbac-cluster-admin')).toBe('na');
    const reasons = results
      .filter(({ state }) => state === 'na')
      .map(({ reasons: [reason] }) => reason);
    expect(reasons.every(({ message }) => message.length > 10)).toBe(true);
    expect(reasons.map(({ code }) => code)).toContain('needs-cluster');
  });

  it('judges a namespace with its Namespace only', async () => {
    const without = await scanJson(['-'], { stdin: SOUND });
    const of = (results: typeof without.results) =>
      results
        .filter(({ subject }) => subject.kind === 'Namespace')
        .map(({ state }) => state);
    expect(new Set(of(without.results))).toEqual(new Set(['na']));
    const home = `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\n${SOUND}`;
    const withIt = await scanJson(['-'], { stdin: home });
    expect(stateOf(withIt.results, 'cost-namespace-guardrails')).toBe('fail');
  });

  it('fails a binding that gives everything, whatever else there is', async () => {
    const stdin = JSON.stringify({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'all' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [
        { kind: 'ServiceAccount', namespace: 'shop', name: 'default' },
      ],
    });
    const { results, code } = await scanJson(['-'], { stdin });
    expect(code).toBe(1);
    expect(stateOf(results, 'sec-rbac-cluster-admin')).toBe('fail');
  });

  it('judges a bare pod, and no pod that a controller made', async () => {
    const pod = (owner: string) => `apiVersion: v1
kind: Pod
metadata: { name: p${owner ? '-owned' : ''}, namespace: shop${owner} }
spec: { containers: [{ name: a, image: x }] }
`;
    const { results } = await scanJson(['-'], {
      stdin: `${pod('')}---\n${pod(
        ', ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller: true}]',
      )}`,
    });
    expect(stateOf(results, 'cost-requests-set', 'p')).toBe('fail');
    expect(
      results.filter(({ subject }) => /owned|^r$/.test(subject.name)),
    ).toEqual([]);
  });
});

describe('readiness', () => {
  it('prints the rights that a scan needs', async () => {
    const all = await runCli(['rbac']);
    expect(all.code).toBe(0);
    expect(all.out).toContain('kind: ClusterRole');
    expect(all.out).toContain('poddisruptionbudgets');
    expect(all.out).not.toMatch(/create|update|patch|delete/);
    expect(all.out).not.toMatch(/[[ ]secrets[\],]/);
    const one = await runCli(['rbac', '--checks', 'sec-rbac-node-proxy']);
    expect(one.out).toContain('clusterrolebindings');
    expect(one.out).not.toContain('poddisruptionbudgets');
  });

  it.each([[['--help']], [['scan', '--help']], [['rbac', '-h']], [[]]])(
    'says how it is called for %j',
    async args => {
      const { code, out } = await runCli(args);
      expect(code).toBe(0);
      expect(out).toContain('readiness ');
    },
  );

  it.each([
    [['push'], 'There is no command push'],
    [['scan'], 'Name a file'],
    [['scan', '-', '--check', 'sec-pss-baselin-pod'], 'did you mean sec-pss'],
    [['scan', '-', '--check', ''], 'no check is named'],
    [['scan', '-', '--dimension', 'speed'], 'one of observability'],
    [['scan', '-', '--format', 'xml'], 'one of table, json, sarif, junit'],
    [['scan', '-', '--fail-on', 'all'], 'one of critical'],
    [['scan', '-', '--kubernetes-version', 'latest'], 'such as 1.'],
    [['scan', '-', '--kubernetes-version', '2.1'], 'such as 1.'],
    [['scan', '-', '--docs-url', 'file:///etc/checks'], 'web address'],
    [['scan', '-', '--check', 'rec-pdb', '--dimension', 'cost'], 'in common'],
    [['scan', '-', '--nonsense'], 'nonsense'],
    [['scan', 'x', '--context', 'c'], 'not both'],
    [['scan', '--context', 'c', '-n', 'x'], '--namespace is for manifests'],
    [['rbac', '--checks', 'nothing'], 'there is no check nothing'],
  ])('refuses %j and says why', async (args, why) => {
    const { code, err, out } = await runCli(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
    expect(err).not.toContain('fault of the program');
  });
});
