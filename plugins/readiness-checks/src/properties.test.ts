import {
  buildRuleConfig,
  collectManifests,
  collectReads,
  judgeInventory,
  type Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import fc from 'fast-check';
import { objectsOf } from './__testUtils__/truth/scanLabelled';
import { builtInChecks } from './builtInChecks';

const NOW = Date.parse('2026-11-22T17:00:00Z');
const SEED = 20_261_122;
const reads = collectReads(builtInChecks);

/** What all checks say of objects; by manifests, since that takes no server. */
function judge(objects: readonly unknown[]): readonly Verdict[] {
  const collected = collectManifests({
    objects,
    reads,
    checks: builtInChecks,
    version: { major: 1, minor: 36 },
    now: NOW,
  });
  return judgeInventory({
    cluster: { name: 'm', ...collected.cluster, environment: 'prod' },
    inventory: collected.inventory,
    sources: collected.sources,
    checks: builtInChecks,
    rulesetVersion: 'test',
    config: buildRuleConfig(),
    entities: [],
    evidence: [],
    knownSubjects: [],
    now: NOW,
    // As if the objects were all there is, so that no verdict is held back.
    origin: 'cluster',
  }).verdicts;
}

const stateBySubject = (verdicts: readonly Verdict[]) =>
  Object.fromEntries(
    verdicts.map(({ check, subject, state, occurrences }) => [
      [check, subject.namespace, subject.kind, subject.name].join(' '),
      [state, ...occurrences.map(one => one.discriminator ?? '').sort()].join(),
    ]),
  );

/** Like `fc.shuffledSubarray` of everything, and quick for many. */
const shuffled = <T>(list: readonly T[]) =>
  fc.shuffledSubarray([...list], { minLength: list.length });

const container = fc.record({
  name: fc.constantFrom('app', 'side', 'agent'),
  image: fc.constantFrom(
    'a',
    'a:latest',
    'a:1.2',
    `a@sha256:${'0'.repeat(64)}`,
  ),
  resources: fc.constantFrom(
    undefined,
    {},
    { requests: { cpu: '100m', memory: '64Mi' } },
    { limits: { cpu: '1', memory: '1Gi' } },
    {
      requests: { cpu: '100m', memory: '64Mi' },
      limits: { memory: '64Mi' },
    },
  ),
  securityContext: fc.constantFrom(
    undefined,
    { runAsNonRoot: true, allowPrivilegeEscalation: false },
    {
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  ),
  env: fc.constantFrom(
    undefined,
    [{ name: 'LOG_LEVEL', value: 'info' }],
    [
      {
        name: 'PASSWORD',
        valueFrom: { secretKeyRef: { name: 's', key: 'password' } },
      },
    ],
  ),
  readinessProbe: fc.constantFrom(undefined, {
    httpGet: { path: '/ready', port: 8080 },
  }),
});

const podSpec = fc.record({
  automountServiceAccountToken: fc.constantFrom(undefined, false, true),
  serviceAccountName: fc.constantFrom(undefined, 'cart'),
  containers: fc.uniqueArray(container, {
    minLength: 1,
    maxLength: 3,
    selector: ({ name }) => name,
  }),
});

type Spec = { containers: Record<string, unknown>[]; [field: string]: unknown };

const workload = (name: string, spec: unknown, replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: 'cart' } }, spec },
  },
});

const COMPANIONS = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'cart', namespace: 'shop' },
    spec: {
      selector: { app: 'cart' },
      ports: [{ port: 80, targetPort: 8080 }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'cart', namespace: 'shop' },
  },
];

const onFirst = (change: Record<string, unknown>) => (spec: Spec) => ({
  ...spec,
  containers: spec.containers.map((one, index) =>
    index === 0 ? { ...one, ...change } : one,
  ),
});

/** What makes a pod worse, whatever it was. */
const VIOLATIONS: Readonly<Record<string, (spec: Spec) => unknown>> = {
  'host processes': spec => ({ ...spec, hostPID: true }),
  'host path': spec => ({
    ...spec,
    volumes: [{ name: 'host', hostPath: { path: '/' } }],
  }),
  privileged: onFirst({ securityContext: { privileged: true } }),
  capability: onFirst({
    securityContext: { capabilities: { add: ['SYS_ADMIN'] } },
  }),
  'no resources': onFirst({ resources: {} }),
  'floating image': onFirst({ image: 'a:latest' }),
  'no readiness': onFirst({ readinessProbe: undefined }),
  'literal secret': onFirst({
    env: [{ name: 'DB_PASSWORD', value: 'k3Jx9vQ2pLw8' }],
  }),
  token: spec => ({ ...spec, automountServiceAccountToken: true }),
};

const GOOD = ['fail', 'warn', 'pass'];

describe('all checks', () => {
  it.each(['prod-eu', 'staging-eu'] as const)(
    'say the same of %s in any order of its objects',
    async cluster => {
      const objects = await objectsOf(cluster);
      const wanted = stateBySubject(judge(objects));
      fc.assert(
        fc.property(shuffled(objects), other => {
          expect(stateBySubject(judge(other))).toEqual(wanted);
        }),
        { seed: SEED, numRuns: 3, endOnFailure: true },
      );
    },
    120_000,
  );

  it('say of the parts what they say of the whole, when a workload is split', () => {
    const statesOf = (verdicts: readonly Verdict[], name: string) =>
      Object.fromEntries(
        verdicts
          .filter(({ subject }) => subject.name === name)
          // Budgets count the pods behind a selector, which a split shares out.
          .filter(({ check }) => check !== 'rec-pdb')
          .map(({ check, state }) => [check, state]),
      );
    fc.assert(
      fc.property(podSpec, spec => {
        const whole = judge([...COMPANIONS, workload('whole', spec, 4)]);
        const split = judge([
          ...COMPANIONS,
          workload('left', spec, 2),
          workload('right', spec, 2),
        ]);
        const wanted = statesOf(whole, 'whole');
        expect(Object.keys(wanted).length).toBeGreaterThan(5);
        expect(statesOf(split, 'left')).toEqual(wanted);
        expect(statesOf(split, 'right')).toEqual(wanted);
      }),
      { seed: SEED, numRuns: 60 },
    );
  }, 60_000);

  it.each(Object.keys(VIOLATIONS))(
    'say nothing better of a pod for a violation more: %s',
    name => {
      fc.assert(
        fc.property(podSpec, spec => {
          const before = judge([...COMPANIONS, workload('cart', spec, 2)]);
          const after = judge([
            ...COMPANIONS,
            workload('cart', VIOLATIONS[name](spec as Spec), 2),
          ]);
          for (const { check, subject, state } of before) {
            const then = after.find(
              other =>
                other.check === check && other.subject.name === subject.name,
            )?.state;
            const rank = GOOD.indexOf(state);
            if (rank < 0 || !then) continue;
            expect([check, state, GOOD.indexOf(then) <= rank]).toEqual([
              check,
              state,
              true,
            ]);
          }
        }),
        { seed: SEED, numRuns: 25 },
      );
    },
    60_000,
  );
});

const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x'.repeat(100_000),
  '\u0000',
  [],
  {},
  [[[]]],
  [null],
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": null}'),
  { toString: 'no function' },
];

/** Every place of an object, as the keys that lead there. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...path, key],
    ...places(inner, [...path, key]),
  ]);
}

function damaged(object: unknown, path: readonly string[], junk: unknown) {
  const copy = structuredClone(object) as Record<string, unknown>;
  let parent: Record<string, unknown> = copy;
  for (const key of path.slice(0, -1)) {
    parent = parent[key] as Record<string, unknown>;
  }
  const last = path[path.length - 1];
  // JSON has no lists with holes.
  if (junk === undefined && Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else if (junk === undefined) delete parent[last];
  else parent[last] = junk;
  return copy;
}

describe('damaged objects', () => {
  it('let no exception out of a projection, a judge or the engine', async () => {
    const objects: readonly unknown[] = await objectsOf('prod-eu');
    const spots = objects.map(object => places(object));
    const injury = fc.record({
      index: fc.nat(objects.length - 1),
      spot: fc.nat(10_000),
      junk: fc.constantFrom(undefined, ...JUNK),
    });
    fc.assert(
      fc.property(
        fc.array(injury, { minLength: 20, maxLength: 60 }),
        injuries => {
          const hurt = [...objects];
          for (const { index, spot, junk } of injuries) {
            const at = spots[index];
            if (hurt[index] !== objects[index] || at.length === 0) continue;
            hurt[index] = damaged(objects[index], at[spot % at.length], junk);
          }
          const thrown = judge(hurt)
            .filter(({ reasons }) =>
              reasons.some(({ message }) =>
                message.endsWith('failed on this subject.'),
              ),
            )
            .map(({ check, subject }) => `${check} ${subject.name}`);
          expect(thrown).toEqual([]);
          expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
        },
      ),
      { seed: SEED, numRuns: 25, endOnFailure: true },
    );
  }, 120_000);
});
