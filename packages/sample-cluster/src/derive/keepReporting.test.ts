import { NOW, asDemo, ask, create, pod } from '../__fixtures__/askSample';
import { REPORT_MS } from './keepReporting';

const PATH = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/shop';

describe('keepReporting', () => {
  const application = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'shop', namespace: 'argocd' },
    status: { reconciledAt: '{{now-4m}}', sync: { status: 'Synced' } },
  };
  let now = NOW;
  const start = (derive: boolean) => {
    now = NOW;
    return create([application, pod('a')], { derive, now: () => now });
  };
  const status = async (sample: ReturnType<typeof start>) =>
    (await ask(sample, PATH, asDemo({}))).json;

  it('goes on while the cluster runs, a report at a time', async () => {
    const sample = start(true);
    const before = await status(sample);
    expect(before.status.reconciledAt).toBe('2026-11-22T16:56:00Z');
    now += REPORT_MS - 1;
    expect(await status(sample)).toEqual(before);
    now += 1;
    const after = await status(sample);
    expect(after.status).toEqual({
      reconciledAt: '2026-11-22T16:57:00Z',
      sync: { status: 'Synced' },
    });
    expect(Number(after.metadata.resourceVersion)).toBeGreaterThan(
      Number(before.metadata.resourceVersion),
    );
    now += 6 * 3_600_000;
    expect((await status(sample)).status.reconciledAt).toBe(
      '2026-11-22T22:57:00Z',
    );
  });

  it('goes on for what External Secrets keeps fresh, late as it is', async () => {
    now = NOW;
    const sample = create(
      [
        {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          metadata: { name: 'db', namespace: 'shop' },
          status: { refreshTime: '{{now-20m}}' },
        },
      ],
      { derive: true, now: () => now },
    );
    now += 60 * REPORT_MS;
    const { json } = await ask(
      sample,
      '/apis/external-secrets.io/v1/namespaces/shop/externalsecrets/db',
      asDemo({}),
    );
    expect(json.status.refreshTime).toBe('2026-11-22T17:40:00Z');
  });

  it('goes on for the status of the cluster-autoscaler', async () => {
    now = NOW;
    const sample = create(
      [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            name: 'cluster-autoscaler-status',
            namespace: 'kube-system',
            annotations: {
              'cluster-autoscaler.kubernetes.io/last-updated': '{{now-1m}}',
            },
          },
        },
      ],
      { derive: true, now: () => now },
    );
    now += 20 * REPORT_MS;
    const { json } = await ask(
      sample,
      '/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status',
      asDemo({}),
    );
    expect(json.metadata.annotations).toEqual({
      'cluster-autoscaler.kubernetes.io/last-updated': '2026-11-22T17:19:00Z',
    });
  });

  it('does not without controllers', async () => {
    const sample = start(false);
    const before = await status(sample);
    now += 3_600_000;
    expect(await status(sample)).toEqual(before);
  });
});
