import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { SAMPLE_TOKENS } from '.';
import { startSampleClusters } from './startSampleClusters';

const ROOT = join(__dirname, '..');
const SCRIPT = join(ROOT, '..', '..', 'scripts', 'demo.mjs');
const BUDGETS = '/apis/policy/v1/poddisruptionbudgets';

// Each step starts a process.
jest.setTimeout(60_000);

describe('scripts/demo.mjs', () => {
  let running: Awaited<ReturnType<typeof startSampleClusters>>;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    running = await startSampleClusters({
      artefacts: join(ROOT, 'demo', 'artefacts'),
      clusters: ['prod-eu', 'staging-eu'].map(name => ({
        name,
        port: 0,
        folder: join(ROOT, 'clusters', name),
      })),
    });
    const [prod, staging] = running.clusters;
    env = {
      ...process.env,
      NODE_OPTIONS: '',
      SAMPLE_CLUSTER_URL: prod.url,
      SAMPLE_CLUSTER_STAGING_URL: staging.url,
    };
  });
  afterAll(() => running.close());

  function demo(args: string[], environment = env) {
    return new Promise<{ code: number; out: string; err: string }>(resolve => {
      execFile(
        process.execPath,
        [SCRIPT, ...args],
        { env: environment },
        (error, out, err) =>
          resolve({ code: Number(error?.code ?? 0), out, err }),
      );
    });
  }
  const scan = async (path: string) => {
    const { sample } = running.clusters[0];
    const response = await sample.fetch(path, { token: SAMPLE_TOKENS.scanner });
    return { status: response.status, text: await response.text() };
  };

  it('revokes and grants a right of the scanner', async () => {
    expect((await demo(['revoke'])).code).toBe(0);
    expect((await scan(BUDGETS)).status).toBe(403);
    expect((await demo(['grant'])).out).toContain('may read');
    expect((await scan(BUDGETS)).status).toBe(200);
  });

  it('fixes, breaks and resets', async () => {
    const path = '/apis/apps/v1/namespaces/checkout/deployments/checkout';
    const fixed = await demo(['fix', 'checkout-resources']);
    expect(fixed).toMatchObject({ code: 0, err: '' });
    expect((await scan(path)).text).toContain('256Mi');
    expect((await demo(['break'])).code).toBe(0);
    expect((await scan(path)).text).not.toContain('256Mi');
    await demo(['fix', 'checkout-pdb']);
    expect((await demo(['fix', 'checkout-pdb'])).out).toContain(
      'nothing to do',
    );
    expect((await demo(['reset'])).code).toBe(0);
    expect((await scan(BUDGETS)).text).not.toContain(
      '"matchLabels":{"app.kubernetes.io/name":"checkout"}',
    );
  });

  it('lists every fix', async () => {
    const { out } = await demo(['list']);
    expect(out).toContain('checkout-secret  (prod-eu; sec-secret-literal-env)');
  });

  it('prints a drill whose artefact resolves', async () => {
    const { out } = await demo(['drill', '--json']);
    const drill = JSON.parse(out);
    expect(drill.subjects[0]).toMatch(/^ns:[0-9a-f-]{36}\/checkout$/);
    expect(Date.parse(drill.performedAt)).toBeLessThan(Date.now());
    const artefact = await fetch(drill.artefacts[0].url);
    expect(artefact.status).toBe(200);
    expect(await artefact.text()).toContain(
      `Finished     ${drill.performedAt}`,
    );
    expect((await demo(['drill'])).out).toContain(drill.artefacts[0].url);
  });

  it.each([
    [[], 'A command is missing.'],
    [['dance'], 'There is no command "dance".'],
    [['fix'], 'fix needs a name.'],
    [['fix', 'everything'], 'There is no fix "everything".'],
    [['revoke', 'unicorns'], 'has no resource "unicorns"'],
    [['revoke', '--cluster', 'mars'], 'There is no cluster "mars".'],
    [['list', 'more'], 'list takes no name.'],
    [['reset', '--now'], '--now'],
  ])('exits with 2 for %j', async (args, message) => {
    const { code, err } = await demo(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('Usage: npm run demo');
  });

  it('says so when no cluster answers', async () => {
    const nowhere = { ...env, SAMPLE_CLUSTER_URL: 'http://127.0.0.1:9' };
    const { code, err } = await demo(['revoke'], nowhere);
    expect(code).toBe(1);
    expect(err).toContain('does not answer');
  });
});
