import { join } from 'node:path';
import { createSampleCluster } from '../SampleCluster';

const NOW = Date.parse('2026-11-22T17:10:31Z');
const sample = (name: string) =>
  createSampleCluster({
    name,
    folder: join(__dirname, '../../clusters', name),
    startedAt: NOW,
    now: () => NOW,
  });

async function ask(
  cluster: ReturnType<typeof sample>,
  path: string,
  query: Record<string, string> = {},
) {
  const response = await cluster.fetch(
    `/__prometheus/api/v1/${path}?${new URLSearchParams(query)}`,
  );
  return JSON.parse(await response.text());
}

describe('the metrics store of a sample cluster', () => {
  const prod = sample('prod-eu');
  const query = async (expression: string) => {
    const { data } = await ask(prod, 'query', { query: expression });
    return data.result as {
      metric: Record<string, string>;
      value: [number, string];
    }[];
  };

  it('scrapes the pods that a selected ServiceMonitor finds, and each node', async () => {
    const { data } = await ask(prod, 'targets');
    const pools = new Set(
      data.activeTargets.map(
        ({ scrapePool }: { scrapePool: string }) => scrapePool,
      ),
    );
    expect(pools).toContain('serviceMonitor/checkout/checkout/0');
    // Its label is not the one that the Prometheus asks for.
    expect([...pools].join()).not.toContain('serviceMonitor/inventory');
    const [nodes] = await query('count(up{job="kubelet"})');
    expect(Number(nodes.value[1])).toBe(6);
  });

  it('loads the rules that the Prometheus asks for, and no others', async () => {
    const { data } = await ask(prod, 'rules');
    const names = data.groups.flatMap(
      ({ rules }: { rules: { name: string }[] }) =>
        rules.map(({ name }) => name),
    );
    expect(names).toContain('KubePodCrashLooping');
    expect(names).not.toContain('CheckoutErrors');
  });

  it('remembers ninety days, in which one service turned slow 83 days ago', async () => {
    const quick = async (days: number) => {
      const [all, fast] = await Promise.all(
        ['+Inf', '0.5'].map(le =>
          ask(prod, 'query', {
            query: `sum(rate(http_request_duration_seconds_bucket{namespace="pricing",le="${le}"}[5m]))`,
            time: String(NOW / 1000 - days * 86_400),
          }),
        ),
      );
      return (
        Number(fast.data.result[0].value[1]) /
        Number(all.data.result[0].value[1])
      );
    };
    expect(await quick(88)).toBeCloseTo(0.98, 2);
    expect(await quick(80)).toBeCloseTo(0.65, 2);
    expect(await quick(0)).toBeCloseTo(0.65, 2);
    const before = await ask(prod, 'query', {
      query: 'up',
      time: String(NOW / 1000 - 91 * 86_400),
    });
    expect(before.data.result).toEqual([]);
  });

  it('remembers the pod that did the work before', async () => {
    const rolled = createSampleCluster({
      name: 'rolled',
      now: () => NOW,
      objects: [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'web-5d8f9c7b6d-abcde',
            namespace: 'shop',
            creationTimestamp: new Date(NOW - 10 * 86_400_000).toISOString(),
            ownerReferences: [
              {
                apiVersion: 'apps/v1',
                kind: 'ReplicaSet',
                name: 'web-5d8f9c7b6d',
              },
            ],
          },
          spec: { containers: [{ name: 'web' }] },
        },
      ],
    });
    const count = async (expression: string) => {
      const { data } = await ask(rolled, 'query', { query: expression });
      return Number(data.result[0].value[1]);
    };
    const memory = 'container_memory_working_set_bytes';
    expect(await count(`count(${memory})`)).toBe(1);
    expect(await count(`count(count_over_time(${memory}[90d]))`)).toBe(2);
  });
});
