import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  type AnyCheck,
  type Exception,
  found,
  pass,
  undecidable,
} from '../check';
import type { CheckConfig, Exclusion } from '../contracts';
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
  reasons: [{ code: state, message: state }],
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
        ? found([occurrence('fail'), occurrence('warn')])
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

  describe('under the control of an operator', () => {
    const anyGlob = (...globs: string[]) =>
      fc.option(fc.constantFrom('*', ...globs), { nil: undefined });
    const anyPlace = fc.record({
      cluster: anyGlob('test', 'other'),
      namespace: anyGlob('shop', 'b*', 'x'),
      name: anyGlob('cart', '?ront', 'test', 'nobody'),
    });
    const anyCheckId = fc.constantFrom(...checks.map(({ id }) => id));
    const fits = (glob: string | undefined, text: string | undefined) =>
      glob === undefined ||
      (text !== undefined &&
        new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(
          text,
        ));
    const covers = (
      place: Pick<Exclusion, 'cluster' | 'namespace' | 'name'>,
      { subject }: Verdict,
    ) =>
      fits(place.cluster, 'test') &&
      fits(place.namespace, subject.namespace) &&
      fits(place.name, subject.name);

    it('takes an exclusion out of the check and changes nothing else', async () => {
      const whole = byId(await scan());
      await fc.assert(
        fc.asyncProperty(anyCheckId, anyPlace, async (check, place) => {
          const config: CheckConfig = {
            exclude: [{ ...place, reason: 'because' }],
          };
          const after = byId(await scan({ checks: { [check]: config } }));
          expect([...after.keys()]).toEqual([...whole.keys()]);
          for (const [id, verdict] of after) {
            const before = whole.get(id)!;
            const isMeant = verdict.check === check && covers(place, verdict);
            const wasNa = before.state === 'na';
            const excluded: Verdict = {
              ...before,
              state: 'na',
              reasons: wasNa
                ? before.reasons
                : [
                    {
                      code: 'excluded',
                      message: 'Excluded by configuration: because',
                    },
                  ],
              occurrences: [],
            };
            expect(verdict).toEqual(isMeant ? excluded : before);
          }
        }),
        { seed: 15, numRuns: 60 },
      );
    });

    it('lets an exception make nothing pass and nothing worse', async () => {
      const whole = byId(await scan());
      const anyException = fc
        .record({
          check: anyCheckId,
          place: anyPlace,
          rule: anyGlob('none', 'fail', 'w*'),
          expires: fc.constantFrom(undefined, '2026-11-21', '2027-01-01'),
        })
        .map(
          ({ place, ...parts }): Exception => ({
            ...place,
            ...parts,
            reason: 'because',
            origin: 'config',
          }),
        );
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyException, { minLength: 1, maxLength: 3 }),
          fc.subarray(RESOURCES, { maxLength: 2 }),
          async (exceptions, forbidden) => {
            const options = { forbidden };
            const before =
              forbidden.length > 0 ? byId(await scan(options)) : whole;
            const after = byId(await scan({ ...options, exceptions }));
            expect([...after.keys()]).toEqual([...before.keys()]);
            for (const [id, verdict] of after) {
              const rows = exceptions.filter(
                row =>
                  row.check === verdict.check &&
                  row.expires !== '2026-11-21' &&
                  covers(row, verdict),
              );
              const was = before.get(id)!;
              const isWhole = rows.some(({ rule }) => rule === undefined);
              const isTouched = !isDeepStrictEqual(verdict, was);
              expect(isTouched && rows.length === 0).toBe(false);
              // It says so, and is milder; what is not seen stays unknown
              // but for a subject that is excepted as a whole.
              const allowed =
                verdict.reasons.some(({ code }) => code === 'excepted') &&
                (verdict.state === 'na'
                  ? was.state !== 'unknown' || isWhole
                  : verdict.occurrences.length > 0 &&
                    verdict.occurrences.length < was.occurrences.length &&
                    verdict.occurrences.every(left =>
                      was.occurrences.some(each =>
                        isDeepStrictEqual(each, left),
                      ),
                    ));
              expect(!isTouched || allowed).toBe(true);
            }
          },
        ),
        { seed: 16, numRuns: 60 },
      );
    });

    it('changes no verdict by observing a check', async () => {
      const whole = await scan();
      await fc.assert(
        fc.asyncProperty(
          fc.subarray(checks.map(({ id }) => id)),
          async observed => {
            const after = await scan({
              checks: Object.fromEntries(
                observed.map(id => [id, { mode: 'observe' as const }]),
              ),
            });
            expect(after.verdicts).toEqual(
              whole.verdicts.map(verdict => ({
                ...verdict,
                ...(observed.includes(verdict.check) && { mode: 'observe' }),
              })),
            );
          },
        ),
        { seed: 17, numRuns: 20 },
      );
    });
  });
});
