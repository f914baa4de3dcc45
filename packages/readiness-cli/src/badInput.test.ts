import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CART, SOUND } from './__fixtures__/manifests';
import {
  folderOf,
  removeFolders,
  runCli,
  scanJson,
  stateOf,
} from './__testUtils__/runCli';

afterEach(removeFolders);

describe('input that cannot be read', () => {
  it('is named with file, line and column; the rest is judged', async () => {
    const cwd = folderOf({
      'broken.yaml': 'a: b\n---\nkind: [unclosed\nb: c\n',
      'cart.yaml': CART,
    });
    const { code, err, results } = await scanJson(['.'], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/^broken\.yaml:\d+:\d+: \S/);
    expect(stateOf(results, 'cost-requests-set', 'cart')).toBe('fail');
  });

  it('is a duplicated key', async () => {
    const { code, err } = await runCli(['scan', '-'], {
      stdin: 'apiVersion: v1\nkind: Pod\nkind: Service\n',
    });
    expect(code).toBe(2);
    expect(err).toMatch(/^<stdin>:3:1: .*unique/);
  });

  it('spoils no other document of its file', async () => {
    const { code, results } = await scanJson(['-'], {
      stdin: `kind: a\nkind: b\n---\n${CART}`,
    });
    expect(code).toBe(2);
    expect(stateOf(results, 'cost-requests-set', 'cart')).toBe('fail');
  });

  it('is an object that is there twice, otherwise', async () => {
    const cwd = folderOf({
      'a.yaml': CART,
      'b.yaml': CART.replace('replicas: 3', 'replicas: 1'),
      'c.yaml': CART,
    });
    const { code, err, out } = await runCli(['scan', '.'], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/^b\.yaml:1:1: Deployment shop\/cart is also in a\.ya/);
    expect(out).toContain('1 objects are there twice, word for word');
  });

  it.each([
    ['anchors that blow up', bomb(), /refers to its own parts/],
    ['deep nesting', `a: ${'['.repeat(50_000)}`, /nested too deeply|Flow/],
    ['an object without a name', 'apiVersion: v1\nkind: Pod\n', /no metadata/],
    ['nothing', '', /it is empty/],
    ['binary', '\u0000\u0001\u0002: [', /./],
  ])('is %s', async (_, stdin, message) => {
    const { code, err } = await runCli(['scan', '-'], { stdin });
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toContain('fault of the program');
  });

  it('is a path that leads nowhere', async () => {
    const cwd = folderOf({ 'cart.yaml': CART });
    const { code, err, results } = await scanJson(['nowhere', 'cart.yaml'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(err).toBe('nowhere: it does not exist\n');
    expect(stateOf(results, 'cost-requests-set', 'cart')).toBe('fail');
  });

  it('is a folder without manifests', async () => {
    const cwd = folderOf({ 'README.md': '# Hello' });
    const { code, err } = await runCli(['scan', '.'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('No manifests in .');
  });

  it('tells no value of what it cannot read', async () => {
    const { err, out } = await runCli(['scan', '-'], {
      stdin: 'password: hunter2-secret\npassword: hunter2-other\n',
    });
    expect(err + out).not.toContain('hunter2');
  });

  it('is a Helm template, which is named as one', async () => {
    const cwd = folderOf({
      'chart/Chart.yaml': 'name: shop\n',
      'chart/values.yaml': 'replicas: 2\n',
      'chart/templates/cart.yaml': CART.replace('cart', '"{{ .Values.name }}"'),
      'loose.yaml': '{{- if .Values.on }}\nkind: Pod\n{{- end }}\n',
      'map.yaml': CART.replace('replicas: 3', 'replicas: {{ .Values.n }}'),
    });
    const { code, err } = await runCli(['scan', '.'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain(
      'chart/templates/cart.yaml:1:1: it is a template of the Helm chart chart: render it first, helm template RELEASE chart | readiness scan -',
    );
    expect(err).toMatch(/loose\.yaml:\d+:\d+: it is a Helm template/);
    expect(err).toMatch(/map\.yaml:\d+:\d+: it is a Helm template/);
    expect(err).not.toContain('values.yaml');
  });
});

describe('input that is unusual', () => {
  it('may have a byte-order mark, CRLF and no end of line', async () => {
    const { code, results } = await scanJson(['-'], {
      stdin: `\uFEFF${SOUND.replaceAll('\n', '\r\n').trimEnd()}`,
    });
    expect(code).toBe(0);
    expect(stateOf(results, 'cost-requests-set', 'sound')).toBe('pass');
  });

  it('may have symbolic links in a circle', async () => {
    const cwd = folderOf({ 'a/cart.yaml': CART });
    symlinkSync(join(cwd, 'a'), join(cwd, 'a', 'again'));
    symlinkSync(join(cwd, 'loop.yaml'), join(cwd, 'loop.yaml'));
    const { err, results } = await scanJson(['a'], { cwd });
    expect(err).toBe('');
    expect(stateOf(results, 'cost-requests-set', 'cart')).toBe('fail');
    const { err: looped } = await scanJson(['loop.yaml'], { cwd });
    expect(looped).toContain('lead round in a circle');
  });

  it('may hold kinds and files that no check is about', async () => {
    const cwd = folderOf({
      'values.yaml': 'replicas: 2\n',
      'cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
      'old.yaml':
        'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n',
      'x.yaml': 'apiVersion: acme.io/v1\nkind: Thing\nmetadata: {name: a}\n',
      'cart.yaml': CART,
    });
    const { err, out } = await runCli(['scan', '.', '--fail-on', 'none'], {
      cwd,
    });
    expect(err).toBe('');
    expect(out).toMatch(
      /no check is about them: 4 \(1 ConfigMap, 1 PodDisruptionBudget of policy\/v1beta1, as version v1beta1 is not understood, v1 is, 1 Thing\.acme\.io, 1 not an object of Kubernetes\)/,
    );
  });

  it('leaves patches of a kustomization to what it builds', async () => {
    const cwd = folderOf({
      'base/kustomization.yaml':
        'resources: [cart.yaml]\npatches: [{path: patch.yaml}]\n',
      'base/cart.yaml': CART,
      'base/patch.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart, namespace: shop}\nspec: {replicas: 9}\n',
    });
    const { err, out } = await runCli(['scan', '.', '--fail-on', 'none'], {
      cwd,
    });
    expect(err).toBe('');
    expect(out).toContain('kustomize build base | readiness scan -');
  });

  it('reads yes and on as Kubernetes does', async () => {
    const stdin = CART.replace('hostPID: true', 'hostPID: yes');
    const { results } = await scanJson(['-'], { stdin });
    expect(stateOf(results, 'sec-pss-baseline-pod')).toBe('fail');
  });
});

describe('objects that are not what their schema says', () => {
  const flawed: readonly [string, string, RegExp][] = [
    ['a quantity', CART.replace('cpu: 100m', 'cpu: lots'), /cpu/],
    [
      'a number',
      CART.replace('replicas: 3', 'replicas: two'),
      /spec\.replicas/,
    ],
    [
      'a selector',
      CART.replace('matchLabels: { app: cart }', 'matchLabels: cart'),
      /spec\.selector\.matchLabels/,
    ],
    [
      'a list',
      CART.replace(/containers:[^]*/, 'containers: none\n'),
      /spec\.template\.spec\.containers/,
    ],
  ];

  it.each(flawed)('are unknown with the field: %s', async (_, stdin, field) => {
    const { results, err } = await scanJson(['-'], { stdin });
    expect(err).toBe('');
    const own = results.filter(
      ({ subject, state }) => subject.name === 'cart' && state !== 'na',
    );
    expect(own.length).toBeGreaterThan(3);
    expect(own.filter(({ state }) => state !== 'unknown')).toEqual([]);
    expect(own[0].reasons[0].field).toMatch(field);
    expect(own[0].location?.line).toBeGreaterThan(5);
  });

  it('are unknown with the field: an image reference', async () => {
    const stdin = SOUND.replace(/image: .*/, 'image: "Not An Image!"');
    const { results } = await scanJson(['-'], { stdin });
    const image = results.find(({ check }) => check === 'sec-image-pinned');
    expect(image).toMatchObject({
      state: 'unknown',
      reasons: [{ field: 'containers[].image' }],
    });
    expect(stateOf(results, 'cost-requests-set')).toBe('pass');
  });

  it('make unknown what hangs on them: a budget', async () => {
    const stdin = SOUND.replace('maxUnavailable: 1', 'maxUnavailable: [1]');
    const { results } = await scanJson(['-'], { stdin });
    expect(stateOf(results, 'rec-pdb')).toBe('unknown');
    expect(stateOf(results, 'cost-requests-set')).toBe('pass');
  });
});

/** Ten times ten times … references to one text. */
function bomb(): string {
  const lines = ['a0: &a0 lol'];
  for (let index = 1; index < 10; index++) {
    const refs = Array(10)
      .fill(`*a${index - 1}`)
      .join(', ');
    lines.push(`a${index}: &a${index} [${refs}]`);
  }
  return `${lines.join('\n')}\n`;
}
