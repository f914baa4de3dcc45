import { fold } from '../testing/fold';
import { deployment } from '../testing/rawObjects';
import { policyEngineOf, sharedSourcesOf } from './sharedSources';

const CLUSTER = { uid: 'u1', name: 'prod-eu' };

async function sourcesOf(parts: Parameters<typeof deployment>[1] = {}) {
  const [found] = await fold([deployment('cart', parts)]);
  return sharedSourcesOf(found, 'u1').map(({ kind, key }) => [kind, key]);
}

const chartOf = async (label: string) =>
  (await sourcesOf({ labels: { 'helm.sh/chart': label } })).find(
    ([kind]) => kind === 'chart',
  )?.[1];

describe('sharedSourcesOf', () => {
  it('names the namespace of every workload', async () => {
    expect(await sourcesOf()).toContainEqual(['namespaceDefaults', 'u1/shop']);
  });

  it('names the chart without its version', async () => {
    expect(await chartOf('service-1.4.2')).toBe('service');
    expect(await chartOf('kube-prometheus-stack-56.6.2')).toBe(
      'kube-prometheus-stack',
    );
    expect(await chartOf('base-v2.0.0-rc.1_build')).toBe('base');
    expect(await chartOf('service')).toBe('service');
    expect(await chartOf('')).toBeUndefined();
  });

  it('names each image once, without tag and digest', async () => {
    const image = (await sourcesOf()).filter(([kind]) => kind === 'image');
    expect(image).toHaveLength(1);
    expect(image[0][1]).not.toMatch(/[:@]/);
  });
});

describe('policyEngineOf', () => {
  it('is Kyverno where it runs', async () => {
    const kyverno = await fold([deployment('kyverno-admission-controller')]);
    expect(policyEngineOf(kyverno, CLUSTER)).toEqual({
      kind: 'policy',
      key: 'u1/kyverno',
      title: 'Kyverno in cluster prod-eu',
    });
    const labelled = await fold([
      deployment('admission', {
        labels: { 'app.kubernetes.io/part-of': 'kyverno' },
      }),
    ]);
    expect(policyEngineOf(labelled, CLUSTER)).toBeDefined();
  });

  it('is nothing where none runs', async () => {
    const others = await fold([deployment('kyverno-dashboard')]);
    expect(policyEngineOf(others, CLUSTER)).toBeUndefined();
  });
});
