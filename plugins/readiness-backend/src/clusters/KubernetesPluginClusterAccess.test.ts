import { TestDatabases } from '@backstage/backend-test-utils';
import {
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  type ListeningCluster,
} from '@readiness/sample-cluster';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
} from '../__testUtils__/startReadiness';

jest.setTimeout(120_000);

const sample = sampleCluster('prod-eu');

describe('KubernetesPluginClusterAccess', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let listening: ListeningCluster;

  beforeAll(async () => {
    listening = await sample.listen();
  });
  afterAll(async () => {
    await listening.close();
  });

  it('scans through the proxy of the Kubernetes plugin, with GET only', async () => {
    const cluster = (name: string, authProvider: string) => ({
      name,
      url: listening.url,
      authProvider,
      skipMetricsLookup: true,
      ...(authProvider === 'serviceAccount' && {
        serviceAccountToken: SAMPLE_TOKENS.scanner,
      }),
    });
    const { api, scan } = await startReadiness({
      knex: await databases.init('SQLITE_3'),
      clusters: {},
      entities: demoEntities(),
      root: {
        kubernetes: {
          serviceLocatorMethod: { type: 'multiTenant' },
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  ...cluster('prod-eu', 'serviceAccount'),
                  title: 'Production',
                },
                cluster('gke-eu', 'google'),
                cluster('twice', 'serviceAccount'),
              ],
            },
            {
              type: 'config',
              clusters: [cluster('twice', 'serviceAccount')],
            },
          ],
        },
      },
      features: [
        (await import('@backstage/plugin-kubernetes-backend')).default,
      ],
    });
    const { body: clusters } = await api.get('/clusters');
    expect(clusters.items).toEqual([
      expect.objectContaining({
        name: 'gke-eu',
        scannable: false,
        reason: expect.stringContaining('google'),
      }),
      expect.objectContaining({
        name: 'prod-eu',
        title: 'Production',
        access: 'kubernetes-plugin',
        scannable: true,
      }),
      expect.objectContaining({
        name: 'twice',
        scannable: false,
        reason: expect.stringContaining('twice'),
      }),
    ]);

    await scan('prod-eu');
    const { body: after } = await api.get('/clusters/prod-eu');
    expect(after.lastScan.status).toBe('completed');
    const { body: findings } = await api.get('/findings?limit=500');
    expect(findings.totalItems).toBeGreaterThan(50);

    const requests = sample.requests;
    expect(new Set(requests.map(({ method }) => method))).toEqual(
      new Set(['GET']),
    );
    expect(new Set(requests.map(({ user }) => user))).toEqual(
      new Set([SAMPLE_USER_NAMES.scanner]),
    );
    expect(
      requests.filter(({ path }) => /\/secrets[?/]|exec|log/.test(path)),
    ).toEqual([]);
  });
});
