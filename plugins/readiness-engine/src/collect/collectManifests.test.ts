import type { CollectedManifests, Flaw } from '../contracts';
import { list, optionalList, workloads } from '../reads';
import { collectReads } from '../rbac/rules';
import { judgeInventory } from '../judge/judgeInventory';
import { na, pass, found, undecidable, type AnyCheck } from '../check';
import { buildRuleConfig } from '../testing';
import { aCheck } from '../testing/aCheck';
import { occurrence } from '../testing/judging';
import { deployment, pod, raw, type Raw } from '../testing/rawObjects';
import { collectManifests, isNamespacedManifest } from './collectManifests';

const NOW = Date.parse('2026-11-22T17:00:00Z');
const VERSION = { major: 1, minor: 36 };

const home = raw('v1', 'Namespace', 'shop', {});

function collect(
  checks: readonly AnyCheck[],
  objects: readonly Raw[],
  flaws?: ReadonlyMap<number, { field: string; message: string }>,
): CollectedManifests {
  return collectManifests({
    objects,
    flaws,
    reads: collectReads(checks),
    checks,
    version: VERSION,
    now: NOW,
  });
}

function judge(
  check: AnyCheck,
  objects: readonly Raw[],
  flaws?: ReadonlyMap<number, { field: string; message: string }>,
) {
  const collected = collect([check], objects, flaws);
  const { verdicts } = judgeInventory({
    cluster: { name: 'manifests', ...collected.cluster, environment: 'prod' },
    inventory: collected.inventory,
    sources: collected.sources,
    checks: [check],
    rulesetVersion: 'test',
    config: buildRuleConfig(),
    entities: [],
    evidence: [],
    knownSubjects: [],
    now: NOW,
    origin: 'manifests',
    flaws: collected.flaws,
  });
  return verdicts;
}

const statesOf = (...args: Parameters<typeof judge>) =>
  judge(...args).map(({ subject, state }) => `${subject.name} ${state}`);

describe('collectManifests', () => {
  const reading = aCheck({
    reads: [
      ...workloads(),
      list('networkPolicies'),
      list('veleroSchedules'),
      list('nodes'),
      list('podDisruptionBudgets'),
    ],
  });
  const namespacesOf = (collected: CollectedManifests, key: string) =>
    collected.sources.find(source => source.key === key)?.namespaces;

  it('answers for what comes with workloads wherever it holds anything', () => {
    const collected = collect([reading], [deployment('cart')]);
    expect(namespacesOf(collected, 'podDisruptionBudgets')).toEqual(['shop']);
    expect(namespacesOf(collected, 'networkPolicies')).toEqual([]);
    expect(namespacesOf(collected, 'veleroSchedules')).toEqual([]);
    expect(namespacesOf(collected, 'pods')).toEqual([]);
    expect(collected.inventory.workloads[0]).toMatchObject({
      name: 'cart',
      liveKnown: false,
    });
  });

  it('answers for a namespace with its Namespace', () => {
    const collected = collect([reading], [deployment('cart'), home]);
    expect(namespacesOf(collected, 'networkPolicies')).toEqual(['shop']);
    expect(namespacesOf(collected, 'nodes')).toEqual([]);
  });

  it('says of every object that it leaves out why', () => {
    const broken = { ...raw('policy/v1', 'PodDisruptionBudget', '', {}) };
    const { leftOut, sources } = collect(
      [reading],
      [
        deployment('cart'),
        raw('v1', 'ConfigMap', 'cluster-autoscaler-status', {
          namespace: 'kube-system',
        }),
        raw('policy/v1beta1', 'PodDisruptionBudget', 'old', {
          namespace: 'shop',
        }),
        {
          ...pod('cart-1', { namespace: 'shop' }),
          metadata: {
            name: 'cart-1',
            namespace: 'shop',
            ownerReferences: [
              { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'cart-x' },
            ],
          },
        },
        { ...broken, metadata: { namespace: 'other' } },
        {} as Raw,
      ],
    );
    expect([...leftOut].map(([index, { why }]) => [index, why])).toEqual([
      [1, 'unknown-kind'],
      [2, 'unknown-version'],
      [3, 'made-by-cluster'],
      [4, 'malformed'],
      [5, 'unknown-kind'],
    ]);
    // What could not be used may have been the answer.
    expect(
      sources.find(({ key }) => key === 'podDisruptionBudgets')?.namespaces,
    ).not.toContain('shop');
  });

  it('knows which kinds belong to a namespace', () => {
    expect(isNamespacedManifest(deployment('cart'))).toBe(true);
    expect(isNamespacedManifest(home)).toBe(false);
    expect(isNamespacedManifest(raw('acme.io/v1', 'Thing', 'x', {}))).toBe(
      undefined,
    );
  });
});

describe('the judge of manifests', () => {
  const objects = [deployment('cart')];

  it('passes what is set, and nothing that has to be in use', () => {
    const reads = workloads();
    expect(statesOf(aCheck({ reads }), objects)).toEqual(['cart pass']);
    const used = aCheck({ reads, stage: 'used' });
    expect(statesOf(used, objects)).toEqual(['cart na']);
    const failing = aCheck({
      reads,
      stage: 'used',
      judge: () => found([occurrence()]),
    });
    expect(statesOf(failing, objects)).toEqual(['cart fail']);
    expect(statesOf({ ...failing, stage: 'proven' }, objects)).toEqual([
      'cart na',
    ]);
    expect(
      statesOf({ ...failing, onManifests: 'not-judged' }, objects),
    ).toEqual(['cart na']);
  });

  it('takes a source that manifests do not show for no answer', () => {
    const needing = aCheck({
      reads: [...workloads(), list('networkPolicies')],
    });
    expect(statesOf(needing, objects)).toEqual(['cart na']);
    expect(statesOf(needing, [...objects, home])).toContain('cart pass');
    const asking = aCheck({
      reads: [...workloads(), optionalList('prometheusRules')],
      judge: () => undecidable('prometheusRules'),
    });
    const [verdict] = judge(asking, objects);
    expect(verdict.reasons[0]).toMatchObject({
      code: 'needs-cluster',
      message:
        'It hangs on prometheusrules.monitoring.coreos.com, of which the manifests may hold a part only.',
    });
  });

  it('keeps unknown what is wrong with a field, but for a status', () => {
    const of = (field: string) =>
      statesOf(
        aCheck({ reads: workloads(), judge: () => undecidable(field) }),
        objects,
      );
    expect(of('spec.replicas')).toEqual(['cart unknown']);
    expect(of('status.conditions')).toEqual(['cart na']);
  });

  it('leaves out what only the live state would confirm', () => {
    const unverified = occurrence({
      state: 'warn',
      reasons: [{ code: 'not-live-verified', message: 'Not seen.' }],
    });
    const of = (...occurrences: Parameters<typeof found>[0]) =>
      judge(
        aCheck({ reads: workloads(), judge: () => found(occurrences) }),
        objects,
      )[0];
    expect(of(unverified).state).toBe('na');
    expect(of(unverified, occurrence())).toMatchObject({
      state: 'fail',
      occurrences: [{ state: 'fail' }],
    });
  });

  it('judges the cluster only by faults that stand alone', () => {
    const failing = aCheck({
      scope: { types: ['cluster'] },
      reads: [list('clusterRoleBindings')],
      judge: () => found([occurrence()]),
    });
    expect(statesOf(failing, objects)).toEqual(['manifests na']);
    const standing = { ...failing, onManifests: 'judged' as const };
    expect(statesOf(standing, objects)).toEqual(['manifests fail']);
    expect(statesOf({ ...standing, judge: () => pass() }, objects)).toEqual([
      'manifests na',
    ]);
  });

  it('judges a namespace only where its Namespace is there', () => {
    const check = aCheck({
      scope: { types: ['namespace'] },
      reads: [list('namespaces'), ...workloads()],
    });
    expect(statesOf(check, objects)).toEqual(['shop na']);
    expect(statesOf(check, [...objects, home])).toEqual(['shop pass']);
  });

  it('judges a pod that nobody made, also where pods are required', () => {
    const bare = [pod('alone', { namespace: 'shop' })];
    expect(statesOf(aCheck({ reads: workloads() }), bare)).toEqual([
      'alone pass',
    ]);
    const live = aCheck({ reads: workloads({ live: true }) });
    expect(statesOf(live, bare)).toEqual(['alone na']);
  });

  it('says nothing of what an API server would refuse', () => {
    const flaw = { field: 'spec.replicas', message: 'must be integer' };
    const flawed = new Map<number, Omit<Flaw, 'kind' | 'name'>>([[0, flaw]]);
    const check = aCheck({
      reads: [...workloads(), list('podDisruptionBudgets')],
      judge: () => found([occurrence()]),
    });
    const [own] = judge(check, objects, flawed);
    expect(own).toMatchObject({
      state: 'unknown',
      unknownReason: 'unparseable',
      reasons: [
        {
          field: 'spec.replicas',
          message: 'Deployment shop/cart: spec.replicas must be integer.',
        },
      ],
    });
    const budget = raw('policy/v1', 'PodDisruptionBudget', 'b', {
      namespace: 'shop',
    });
    const withBudget = [budget, ...objects];
    expect(statesOf(check, withBudget, flawed)).toEqual(['cart unknown']);
    expect(
      statesOf(aCheck({ reads: workloads() }), withBudget, flawed),
    ).toEqual(['cart pass']);
    const elsewhere = [
      { ...budget, metadata: { name: 'b', namespace: 'other' } },
      ...objects,
    ];
    expect(statesOf(check, elsewhere, flawed)).toEqual(['cart fail']);
  });

  it('keeps what is not applicable as it is', () => {
    const check = aCheck({
      reads: workloads(),
      judge: () => na('because', 'It does not apply.'),
    });
    expect(judge(check, objects)[0].reasons[0].code).toBe('because');
  });
});
