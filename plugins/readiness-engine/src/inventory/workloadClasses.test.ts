import { classesOf, fold, nameOf } from '../testing/fold';
import { deployment, pod, raw, service } from '../testing/rawObjects';

describe('workloadClasses', () => {
  it('tells services from workers, and what is exposed', async () => {
    const found = await fold([
      deployment('cart'),
      deployment('front'),
      deployment('edge'),
      deployment('mail'),
      service('cart', { app: 'cart' }),
      service('front', { app: 'front' }),
      service('edge', { app: 'edge' }, { type: 'LoadBalancer' }),
      raw(
        'networking.k8s.io/v1',
        'Ingress',
        'front',
        {},
        {
          spec: {
            rules: [
              {
                http: { paths: [{ backend: { service: { name: 'front' } } }] },
              },
            ],
          },
        },
      ),
    ]);
    expect(
      found.map(entry => [entry.name, ...entry.classes, entry.exposed]),
    ).toEqual([
      ['cart', 'service', false],
      ['edge', 'service', true],
      ['front', 'service', true],
      ['mail', 'worker', false],
    ]);
  });

  it('tells static pods, bare pods and finished ones apart', async () => {
    const found = await fold([
      pod('kube-apiserver-1', {
        owner: 'v1/Node/n1',
        annotations: { 'kubernetes.io/config.mirror': 'x' },
      }),
      pod('lonely'),
      pod('over', { status: { phase: 'Succeeded' } }),
    ]);
    expect(found.map(found_ => [nameOf(found_), classesOf(found_)])).toEqual([
      ['Pod/kube-apiserver-1', ['static']],
      ['Pod/lonely', ['bare']],
    ]);
  });

  describe('parked', () => {
    const conditions = (lastUpdateTime: string) => ({
      conditions: [{ type: 'Progressing', lastUpdateTime }],
    });
    const now = '2026-11-22T00:00:00Z';
    const createdAt = '2026-01-01T00:00:00Z';

    it.each([
      ['2026-10-01T00:00:00Z', 0, true],
      ['2026-11-15T00:00:00Z', 0, false],
      ['2026-10-01T00:00:00Z', 1, false],
    ])('unchanged since %s with %d replicas: %s', async (at, replicas, is) => {
      const [found] = await fold(
        [deployment('x', { replicas, createdAt, status: conditions(at) })],
        { now },
      );
      expect(found.classes.has('parked')).toBe(is);
    });

    it('holds for a suspended CronJob at once', async () => {
      const [found] = await fold([
        raw('batch/v1', 'CronJob', 'x', {}, { spec: { suspend: true } }),
      ]);
      expect(classesOf(found)).toEqual(['batch', 'parked']);
    });
  });
});
