import { type ListeningCluster, SAMPLE_TOKENS, createSampleCluster } from '.';

const objects = [
  ...['shop', 'bank', 'ci'].map(name => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  })),
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1' }] },
      },
    },
  },
  {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: { name: 'nightly', namespace: 'velero' },
    spec: { schedule: '0 2 * * *' },
  },
];

describe('@kubernetes/client-node', () => {
  let server: ListeningCluster;
  beforeAll(async () => {
    server = await createSampleCluster({ objects, derive: true }).listen();
  });
  afterAll(() => server.close());

  async function connect(token: string) {
    // The client is an ES module.
    const client = await import('@kubernetes/client-node');
    const config = new client.KubeConfig();
    config.loadFromClusterAndUser(
      { name: 'sample', server: server.url, skipTLSVerify: true },
      { name: 'user', token },
    );
    return {
      client,
      core: config.makeApiClient(client.CoreV1Api),
      apps: config.makeApiClient(client.AppsV1Api),
      custom: config.makeApiClient(client.CustomObjectsApi),
      version: config.makeApiClient(client.VersionApi),
      watch: new client.Watch(config),
    };
  }

  it('reads the version, namespaces, workloads and custom objects', async () => {
    const { core, apps, custom, version } = await connect(
      SAMPLE_TOKENS.scanner,
    );
    expect((await version.getCode()).minor).toBe('36');
    const namespaces = await core.listNamespace();
    expect(namespaces.items.map(item => item.metadata?.name)).toEqual(
      expect.arrayContaining(['bank', 'ci', 'kube-system', 'shop', 'velero']),
    );
    const { items } = await apps.listDeploymentForAllNamespaces({
      labelSelector: 'app=web',
    });
    expect(items[0].spec?.replicas).toBe(2);
    expect(items[0].metadata?.creationTimestamp).toBeInstanceOf(Date);
    const schedules: { items: object[] } =
      await custom.listCustomObjectForAllNamespaces({
        group: 'velero.io',
        version: 'v1',
        plural: 'schedules',
      });
    expect(schedules.items).toMatchObject([{ kind: 'Schedule' }]);
  });

  it('pages', async () => {
    const { core } = await connect(SAMPLE_TOKENS.scanner);
    const names: (string | undefined)[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const page = await core.listNamespace({ limit: 3, _continue: next });
      names.push(...page.items.map(item => item.metadata?.name));
      next = page.metadata?._continue;
      pages += 1;
    } while (next);
    expect(pages).toBe(3);
    expect(new Set(names).size).toBe(8);
  });

  it('is told what it may not do', async () => {
    const { client, core } = await connect(SAMPLE_TOKENS.scanner);
    const error: unknown = await core
      .listSecretForAllNamespaces()
      .catch(reason => reason);
    expect(error).toBeInstanceOf(client.ApiException);
    expect(error).toMatchObject({ code: 403 });
  });

  it('watches', async () => {
    const { core, watch } = await connect(SAMPLE_TOKENS.demo);
    const { metadata } = await core.listNamespace();
    const events: string[] = [];
    const seen = new Promise<void>((resolve, reject) => {
      watch
        .watch(
          '/api/v1/namespaces',
          { resourceVersion: metadata?.resourceVersion },
          (type, object) => {
            events.push(`${type} ${object.metadata.name}`);
            if (type === 'DELETED') resolve();
          },
          reject,
        )
        .catch(reject);
    });
    await core.createNamespace({ body: { metadata: { name: 'new' } } });
    await core.deleteNamespace({ name: 'new' });
    await seen;
    expect(events).toEqual(['ADDED new', 'DELETED new']);
  });

  it('patches by merge patch', async () => {
    const { client, apps, core } = await connect(SAMPLE_TOKENS.demo);
    const patched = await apps.patchNamespacedDeployment(
      { name: 'web', namespace: 'shop', body: { spec: { replicas: 3 } } },
      client.setHeaderOptions('Content-Type', client.PatchStrategy.MergePatch),
    );
    expect(patched.spec?.replicas).toBe(3);
    const pods = await core.listNamespacedPod({ namespace: 'shop' });
    expect(pods.items).toHaveLength(3);
  });
});
