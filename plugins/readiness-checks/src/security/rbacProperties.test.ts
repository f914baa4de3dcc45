import fc from 'fast-check';
import {
  judgeOne,
  type AnyCheck,
  type Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  group,
  role,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacEscalation } from './escalation';
import { rbacNodeProxy } from './nodeProxy';
import { rbacPodTakeover } from './podTakeover';
import { rbacSecretsRead } from './secretsRead';
import { rbacWildcards } from './wildcards';

const CHECKS: readonly AnyCheck[] = [
  rbacWildcards,
  rbacSecretsRead,
  rbacEscalation,
  rbacPodTakeover,
  rbacNodeProxy,
];

const NAMESPACES = ['shop', 'ci', 'kube-system'];
const NAMES = ['r0', 'r1', 'r2', 'r3'];

const anyRule = fc
  .record({
    verbs: fc.subarray(
      ['get', 'create', 'update', 'bind', 'escalate', 'impersonate', '*'],
      { minLength: 1, maxLength: 2 },
    ),
    resources: fc.subarray(
      [
        'pods',
        'secrets',
        'pods/exec',
        'nodes/proxy',
        'serviceaccounts',
        'serviceaccounts/token',
        'clusterroles',
        'rolebindings',
        'clusterrolebindings',
        'namespaces',
        '*',
      ],
      { minLength: 1, maxLength: 2 },
    ),
    apiGroup: fc.constantFrom('', 'rbac.authorization.k8s.io', '*'),
    names: fc.constantFrom<readonly string[]>([], [], ['a']),
  })
  .map(({ verbs, resources, apiGroup, names }) =>
    rule(verbs, resources, {
      apiGroups: [apiGroup],
      ...(names.length > 0 && { resourceNames: names }),
    }),
  );

const anySubject = fc.oneof(
  fc.constantFrom('ann', 'bob').map(user),
  fc.constantFrom('devs', 'system:authenticated').map(group),
  fc
    .tuple(fc.constantFrom(...NAMESPACES), fc.constantFrom('a', 'b'))
    .map(([place, name]) => account(place, name)),
);

const anyRole = fc.oneof(
  fc.record({
    rules: fc.array(anyRule, { maxLength: 2 }),
    labelled: fc.boolean(),
    aggregates: fc.boolean(),
  }),
);

interface RoleParts {
  rules: readonly object[];
  labelled: boolean;
  aggregates: boolean;
}

const roleOf = (name: string, { rules, labelled, aggregates }: RoleParts) =>
  clusterRole(name, rules, {
    ...(labelled && { labels: { part: 'true' } }),
    ...(aggregates && {
      aggregationRule: {
        clusterRoleSelectors: [{ matchLabels: { part: 'true' } }],
      },
    }),
  });

const anyBinding = fc.record({
  roleName: fc.constantFrom(...NAMES),
  subjects: fc.array(anySubject, { minLength: 1, maxLength: 2 }),
  place: fc.constantFrom(undefined, ...NAMESPACES),
});

type BindingParts = typeof anyBinding extends fc.Arbitrary<infer B> ? B : never;

const bindingOf = ({ roleName, subjects, place }: BindingParts, name: string) =>
  place === undefined
    ? clusterRoleBinding(name, roleName, subjects)
    : roleBinding(place, name, { name: roleName }, subjects);

const anyCluster = fc.record({
  roles: fc.array(anyRole, { minLength: 4, maxLength: 4 }),
  bindings: fc.array(anyBinding, { maxLength: 5 }),
});

interface ClusterParts {
  roles: readonly RoleParts[];
  bindings: readonly BindingParts[];
}

const objectsOf = ({ roles, bindings }: ClusterParts): readonly object[] => [
  ...roles.map((parts, index) => roleOf(NAMES[index], parts)),
  ...bindings.map((parts, index) => bindingOf(parts, `b${index}`)),
];

const judge = async (objects: readonly object[]): Promise<readonly Verdict[]> =>
  (await Promise.all(CHECKS.map(check => judgeOne(check, objects)))).flat();

const said = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ check, state, occurrences }) => ({
    check,
    state,
    occurrences: occurrences.map(one => [
      one.discriminator,
      one.state,
      one.severity,
      one.reasons,
    ]),
  }));

/** How bad, by what was found about whom. */
const RANK = { pass: 0, na: 0, warn: 1, fail: 2, unknown: 3 };

const runs = { seed: 5, numRuns: 30 };

describe('the checks of who may do what', () => {
  it('say the same in whatever order objects come', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyCluster.chain(parts => {
          const objects = objectsOf(parts);
          return fc.tuple(
            fc.constant(objects),
            fc.shuffledSubarray([...objects], {
              minLength: objects.length,
              maxLength: objects.length,
            }),
          );
        }),
        async ([objects, shuffled]) => {
          expect(said(await judge(shuffled))).toEqual(
            said(await judge(objects)),
          );
        },
      ),
      runs,
    );
  });

  it('never say better things of a cluster with one more binding', async () => {
    await fc.assert(
      fc.asyncProperty(anyCluster, anyBinding, async (parts, extra) => {
        const before = await judge(objectsOf(parts));
        const after = await judge([
          ...objectsOf(parts),
          bindingOf(extra, 'extra'),
        ]);
        before.forEach(({ state }, index) => {
          expect(RANK[after[index].state]).toBeGreaterThanOrEqual(RANK[state]);
        });
      }),
      runs,
    );
  });

  it('never say better things of a role with one more rule', async () => {
    await fc.assert(
      fc.asyncProperty(anyCluster, anyRule, async (parts, extra) => {
        const [first, ...rest] = parts.roles;
        const before = await judge(objectsOf(parts));
        const after = await judge(
          objectsOf({
            ...parts,
            roles: [{ ...first, rules: [...first.rules, extra] }, ...rest],
          }),
        );
        before.forEach(({ state }, index) => {
          expect(RANK[after[index].state]).toBeGreaterThanOrEqual(RANK[state]);
        });
      }),
      runs,
    );
  });

  it('do not mind roles that nobody is bound to', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyCluster,
        fc.array(anyRule, { minLength: 1, maxLength: 3 }),
        async (parts, rules) => {
          const more = [
            clusterRole('unbound', rules),
            role('shop', 'unbound', rules),
          ];
          expect(said(await judge([...objectsOf(parts), ...more]))).toEqual(
            said(await judge(objectsOf(parts))),
          );
        },
      ),
      runs,
    );
  });
});
