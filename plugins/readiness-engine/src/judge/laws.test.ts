import fc from 'fast-check';
import { type AnyCheck, found, pass, undecidable } from '../check';
import type { Occurrence } from '../finding';
import type { ScanResult, Verdict } from '../facts';
import type { Inventory } from '../inventory/Inventory';
import { list, workloads } from '../reads';
import { scanObjects, type JudgeOneOptions } from '../testing';
import { aCheck } from '../testing/aCheck';
import {
  deployment,
  pod,
  type Raw,
  raw,
  rolledOut,
  service,
} from '../testing/rawObjects';

const occurrence = (state: Occurrence['state']): Occurrence => ({
  state,
  reasons: [],
  remediation: { summary: '', type: 'steps', content: '' },
});

/** Checks whose answers hang on every part of what they read. */
const checks: readonly AnyCheck[] = [
  aCheck({
    id: 'by-absence',
    reads: [...workloads({ live: true }), list('podDisruptionBudgets')],
    judge: (subject, inventory: Inventory) =>
      inventory.podDisruptionBudgets.some(
        ({ name }) => name === subject.subject.name,
      )
        ? found([occurrence('fail')])
        : pass(),
  }),
  aCheck({
    id: 'by-presence',
    reads: [...workloads(), list('persistentVolumeClaims')],
    scope: { types: ['namespace'] },
    judge: (subject, inventory: Inventory) =>
      inventory.persistentVolumeClaims.some(
        ({ namespace }) => namespace === subject.subject.name,
      )
        ? pass()
        : found([occurrence('warn')]),
  }),
  aCheck({
    id: 'of-cluster',
    reads: [list('clusterRoleBindings'), list('nodes')],
    scope: { types: ['cluster'] },
    judge: (_, { clusterRoleBindings, nodes }: Inventory) => {
      if (clusterRoleBindings.length > 1) return found([occurrence('fail')]);
      return nodes.length > 0 ? pass() : undecidable('nodes');
    },
  }),
  aCheck({
    id: 'of-services',
    reads: workloads({ services: true }),
    scope: { types: ['workload'], classes: ['service'] },
    judge: subject =>
      subject.subject.name === 'front' ? found([occurrence('fail')]) : pass(),
  }),
];

const clusterScoped = (
  apiVersion: string,
  kind: string,
  name: string,
): Raw => ({
  apiVersion,
  kind,
  metadata: { name, uid: name },
});

const objects: readonly Raw[] = [
  ...rolledOut('cart', { pods: 2 }),
  ...rolledOut('front', { pods: 1 }),
  deployment('ledger', { namespace: 'bank' }),
  service('cart', { app: 'cart' }),
  service('front', { app: 'front' }),
  raw('apps/v1', 'DaemonSet', 'agent', { namespace: 'bank' }),
  pod('lonely'),
  raw('policy/v1', 'PodDisruptionBudget', 'cart'),
  raw('v1', 'PersistentVolumeClaim', 'data', { namespace: 'bank' }),
  clusterScoped('v1', 'Node', 'n1'),
  clusterScoped('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'a'),
  clusterScoped('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'b'),
];

const RESOURCES = [
  'namespaces',
  'nodes',
  'pods',
  'services',
  'persistentvolumeclaims',
  'poddisruptionbudgets',
  'clusterrolebindings',
  'deployments',
  'daemonsets',
  'replicasets',
  'jobs',
];

const scan = (options?: JudgeOneOptions, given = objects) =>
  scanObjects(checks, given, options);

const idOf = ({ check, subject }: Verdict) =>
  `${check} ${subject.type} ${subject.namespace}/${subject.kind}/${subject.name}`;

function byId({ verdicts }: ScanResult): ReadonlyMap<string, Verdict> {
  return new Map(verdicts.map(verdict => [idOf(verdict), verdict]));
}

describe('the laws of the engine', () => {
  it('has verdicts of every kind to speak of', async () => {
    const states = new Set((await scan()).verdicts.map(({ state }) => state));
    expect([...states].sort()).toEqual(['fail', 'na', 'pass', 'warn']);
  });

  it('lets no verdict become pass, warn or fail by a lack of rights', async () => {
    const whole = byId(await scan());
    await fc.assert(
      fc.asyncProperty(fc.subarray(RESOURCES), async forbidden => {
        const decided = (await scan({ forbidden })).verdicts
          .filter(({ state }) => ['pass', 'warn', 'fail'].includes(state))
          .map(verdict => [idOf(verdict), verdict.state]);
        expect(decided).toEqual(
          decided.map(([id]) => [id, whole.get(id)?.state]),
        );
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('leaves nothing of a forbidden source that a verdict needs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(RESOURCES, { minLength: 1 }),
        async forbidden => {
          const { verdicts } = await scan({ forbidden });
          const ofCluster = verdicts.find(
            ({ check }) => check === 'of-cluster',
          );
          const isBlind = forbidden.some(resource =>
            ['nodes', 'clusterrolebindings'].includes(resource),
          );
          expect(ofCluster?.state).toBe(isBlind ? 'unknown' : 'fail');
        },
      ),
      { seed: 12, numRuns: 30 },
    );
  });

  it('keeps the verdicts of what is still seen, as unknown', async () => {
    const whole = [...byId(await scan()).keys()].sort();
    const details = [
      'nodes',
      'services',
      'persistentvolumeclaims',
      'poddisruptionbudgets',
      'clusterrolebindings',
      'replicasets',
    ];
    await fc.assert(
      fc.asyncProperty(fc.subarray(details), async forbidden => {
        const seen = [...byId(await scan({ forbidden })).keys()].sort();
        // Without Services every long-running workload may be one.
        const isNew = (id: string) =>
          !whole.includes(id) &&
          !(forbidden.includes('services') && id.startsWith('of-services'));
        expect(seen).toEqual(expect.arrayContaining(whole));
        expect(seen.filter(isNew)).toEqual([]);
      }),
      { seed: 14, numRuns: 40 },
    );
  });

  it('gives every unknown a reason, and only unknowns one', async () => {
    const { verdicts } = await scan({ forbidden: ['deployments', 'nodes'] });
    expect(verdicts.some(({ state }) => state === 'unknown')).toBe(true);
    for (const { state, unknownReason, reasons } of verdicts) {
      const isUnknown = state === 'unknown';
      expect(unknownReason !== undefined).toBe(isUnknown);
      expect(isUnknown && reasons.length === 0).toBe(false);
    }
  });

  it('says the same whatever the order of the objects', async () => {
    const expected = await scan();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...objects], { minLength: objects.length }),
        async shuffled => {
          expect(await scan(undefined, shuffled)).toEqual(expected);
        },
      ),
      { seed: 13, numRuns: 25 },
    );
  });

  it('judges at the time it is given', async () => {
    const early = await scan({ now: '2026-11-02T00:00:00Z' });
    const again = await scan({ now: '2026-11-02T00:00:00Z' });
    expect(early).toEqual(again);
    expect(early.at).toBe('2026-11-02T00:00:00.000Z');
    expect(new Set(early.sources.map(({ at }) => at))).toEqual(
      new Set([early.at]),
    );
  });
});
