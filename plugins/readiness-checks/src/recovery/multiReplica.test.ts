import { parse } from 'yaml';
import { judgeOne } from '@readiness/backstage-plugin-readiness-engine';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container, operatedPod, podSpec } from '../__fixtures__/objects';
import { claim, mounting } from '../nodes/__fixtures__/placed';
import { multiReplica as check } from './multiReplica';
import {
  elsewhere,
  hpa,
  multiReplicaCases,
  one,
  scaledObject,
} from './multiReplica.cases';

describeCases(multiReplicaCases);

describe('rec-multi-replica', () => {
  it('is not about DaemonSets', async () => {
    expect(await judgeOne(check, elsewhere)).toEqual([]);
  });

  const occurrencesOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects })).occurrences;

  it('weighs a declared singleton less', async () => {
    const metadata = { annotations: { 'readiness.io/singleton': 'true' } };
    const [plain] = await occurrencesOf(one());
    const [declared] = await occurrencesOf(one({ metadata }));
    expect([plain.severity, declared.severity]).toEqual(['high', 'medium']);
    expect(declared.remediation.note).toContain('leader');
  });

  it('adds a replica and a spread in one patch', async () => {
    const [{ remediation }] = await occurrencesOf(one());
    const { replicas, template } = parse(remediation.content).spec;
    expect(replicas).toBe(2);
    expect(template.spec.topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'app' } },
      },
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'app' } },
      },
    ]);
  });

  it.each([
    [
      'HorizontalPodAutoscaler',
      hpa({ minReplicas: 1, maxReplicas: 1 }),
      { minReplicas: 2, maxReplicas: 2 },
    ],
    [
      'ScaledObject',
      scaledObject({ minReplicaCount: 1 }),
      { minReplicaCount: 2 },
    ],
  ])('raises the minimum of a %s', async (kind, object, spec) => {
    const [{ remediation }] = await occurrencesOf(one(), object);
    expect(remediation.target).toMatchObject({ kind });
    expect(parse(remediation.content)).toEqual({ spec });
  });

  it('proposes no second replica of what keeps data by itself', async () => {
    const [{ remediation }] = await occurrencesOf(
      claim('data'),
      one({ spec: mounting('data') }),
    );
    expect(remediation.type).toBe('steps');
    expect(remediation.content).toContain('operator');
  });

  it('proposes none of a database without a volume either', async () => {
    const spec = podSpec({
      containers: [container({ image: 'redis:8.2-alpine' })],
    });
    const [{ remediation }] = await occurrencesOf(one({ spec }));
    expect(remediation.type).toBe('steps');
  });

  it('asks the operator for an instance more', async () => {
    const [{ remediation }] = await occurrencesOf(operatedPod(podSpec()));
    expect(remediation.target).toMatchObject({ kind: 'Cluster', name: 'main' });
    expect(parse(remediation.content)).toEqual({ spec: { instances: 2 } });
  });
});
