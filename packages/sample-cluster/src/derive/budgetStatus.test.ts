import type { KubeObject } from '../objects/KubeObject';
import { budgetStatus } from './budgetStatus';

const pod = (name: string, ready = true): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: 'web' } },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  },
});
const budget = (spec: object): KubeObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'shop', generation: 1 },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
});
const three = [pod('a'), pod('b'), pod('c')];

describe('budgetStatus', () => {
  it.each([
    [{ maxUnavailable: 1 }, three, 1],
    [{ minAvailable: 3 }, three, 0],
    [{ minAvailable: '50%' }, three, 1],
    [{ maxUnavailable: '0%' }, three, 0],
    [{ maxUnavailable: 1 }, [pod('a'), pod('b', false)], 0],
    [{ maxUnavailable: 1 }, [], 0],
  ])('%j over the pods allows %#', (spec, pods, allowed) => {
    expect(budgetStatus(budget(spec), pods, 0)).toMatchObject({
      expectedPods: pods.length,
      disruptionsAllowed: allowed,
      conditions: [
        {
          type: 'DisruptionAllowed',
          status: allowed > 0 ? 'True' : 'False',
          lastTransitionTime: '1970-01-01T00:00:00Z',
        },
      ],
    });
  });
});
