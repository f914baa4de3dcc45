import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { daemonSet, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { disruptionBudget as check } from './disruptionBudgets';
import {
  disruptionBudgetsCases,
  service,
  budget,
  subject,
} from './disruptionBudgets.cases';

const onRecording = hasRecording ? describe : describe.skip;

describeCases(disruptionBudgetsCases);

describe('rec-pdb', () => {
  it('does not apply to DaemonSets that keep data', async () => {
    const agent = daemonSet(
      podSpec({
        volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }],
      }),
      { name: 'agent', namespace: 'shop' },
    );
    const verdict = await verdictOf({ check, objects: [agent] });
    expect(verdict.state).toBe('na');
  });

  it('gives a budget for its pods and for no others', async () => {
    const neighbour = {
      ...service(3, {
        selector: { matchLabels: { app: 'api', role: 'admin' } },
        template: {
          metadata: { labels: { app: 'api', role: 'admin' } },
          spec: podSpec(),
        },
      }),
      metadata: { name: 'api-admin', namespace: 'shop' },
    };
    const { occurrences } = await verdictOf({
      check,
      objects: [service(3), neighbour],
      subject: 'api-admin',
    });
    expect(occurrences[0].remediation.content).toBe(
      [
        'apiVersion: policy/v1',
        'kind: PodDisruptionBudget',
        'metadata:',
        '  name: api-admin',
        '  namespace: shop',
        'spec:',
        '  maxUnavailable: 1',
        '  unhealthyPodEvictionPolicy: AlwaysAllow',
        '  selector:',
        '    matchLabels:',
        '      app: api',
        '      role: admin',
        '',
      ].join('\n'),
    );
  });

  it('aims the budget that missed, and drops the labels that misled it', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        service(3),
        budget(
          { maxUnavailable: 1, selector: { matchLabels: { name: 'api' } } },
          { name: 'protect' },
        ),
      ],
      subject,
    });
    expect(occurrences[0].remediation).toMatchObject({
      type: 'patch',
      target: { kind: 'PodDisruptionBudget', name: 'protect' },
      content:
        'spec:\n  selector:\n    matchLabels:\n      name: null\n      app: api\n',
    });
  });

  it('holds a budget against the workload it is named for, before any that its labels name', async () => {
    const cache = {
      ...service(1, {
        selector: { matchLabels: { app: 'api-cache' } },
        template: {
          metadata: { labels: { app: 'api-cache' } },
          spec: podSpec(),
        },
      }),
      metadata: { name: 'api-cache', namespace: 'shop' },
    };
    const stray = budget(
      {
        maxUnavailable: 1,
        selector: { matchLabels: { instance: 'api', name: 'cache' } },
      },
      { name: 'api-cache' },
    );
    const objects = [service(1), cache, stray];
    const stateOf = async (name: string) =>
      (await verdictOf({ check, objects, subject: name })).state;
    expect(await stateOf('api-cache')).toBe('fail');
    expect(await stateOf('api')).toBe('na');
  });

  it('keeps the budget that is named like the workload', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        service(3),
        budget({ maxUnavailable: 1 }),
        budget({ maxUnavailable: 1 }, { name: 'a-copy' }),
      ],
      subject,
    });
    expect(occurrences[0].remediation.content).toBe(
      'kubectl -n shop delete pdb a-copy\n',
    );
  });
});

onRecording('rec-pdb on the recording', () => {
  it('finds the recorded budget that blocks every drain', async () => {
    const deployment = recorded('apps_v1_deployments', 'ledger-api');
    const pdb = (patch: Record<string, unknown> = {}) =>
      recorded('policy_v1_poddisruptionbudgets', 'ledger-api', patch);
    const stateOf = async (...objects: readonly unknown[]) =>
      (await verdictOf({ check, objects, subject: 'ledger-api' })).state;
    expect(await stateOf(deployment, pdb())).toBe('fail');
    expect(await stateOf(deployment, pdb({ spec: { minAvailable: 2 } }))).toBe(
      'pass',
    );
    expect(await stateOf(deployment)).toBe('warn');
    expect(
      await stateOf(
        deployment,
        pdb({
          spec: { selector: { matchLabels: { app: 'ledger' } } },
          status: { expectedPods: 0, currentHealthy: 0 },
        }),
      ),
    ).toBe('fail');
  });
});
