import fc from 'fast-check';
import type {
  BindingObject,
  ClusterRoleObject,
  PolicyRule,
} from '@readiness/backstage-plugin-readiness-engine';
import { effectiveGrants, effectiveRules } from './effectiveGrants';
import { allowsEverything, EVERYTHING, ruleAllows } from './rbacRights';
import { subjectId } from './rbacSubject';

const rule = (parts: Partial<PolicyRule>): PolicyRule => ({
  apiGroups: [''],
  resources: [],
  verbs: ['get'],
  resourceNames: [],
  nonResourceURLs: [],
  ...parts,
});

const meta = (name: string, namespace?: string) => ({
  name,
  labels: {},
  annotations: {},
  ...(namespace !== undefined && { namespace }),
});

const clusterRole = (
  name: string,
  parts: Partial<ClusterRoleObject> = {},
): ClusterRoleObject => ({ ...meta(name), rules: [], ...parts });

const binding = (
  roleRef: BindingObject['roleRef'],
  subjects: BindingObject['subjects'],
  namespace?: string,
): BindingObject => ({ ...meta('b', namespace), roleRef, subjects });

const wide = { kind: 'ClusterRole', name: 'wide' };
const alice = { kind: 'User', name: 'alice' };
const roles = [clusterRole('wide', { rules: EVERYTHING })];

describe('effectiveGrants', () => {
  it('trap 15: bounds a RoleBinding by its namespace, whatever its role', () => {
    const [grant] = effectiveGrants({
      clusterRoles: roles,
      roleBindings: [binding(wide, [alice], 'shop')],
    });
    expect(grant.namespace).toBe('shop');
    expect(grant.rules && allowsEverything(grant.rules)).toBe(true);
  });

  it('trap 16: grants nothing by a role that nobody is bound to', () => {
    expect(effectiveGrants({ clusterRoles: roles })).toEqual([]);
  });

  it('trap 16: resolves aggregation, over several roles and in a circle', () => {
    const selecting = (label: string) => ({
      aggregationSelectors: [{ matchLabels: { [label]: 'true' } }],
    });
    const leaf = rule({ resources: ['secrets'] });
    const clusterRoles = [
      clusterRole('wide', selecting('to-wide')),
      clusterRole('edit', {
        ...selecting('to-edit'),
        labels: { 'to-wide': 'true', 'to-edit': 'true' },
      }),
      clusterRole('leaf', { rules: [leaf], labels: { 'to-edit': 'true' } }),
    ];
    const [grant] = effectiveGrants({
      clusterRoles,
      clusterRoleBindings: [binding(wide, [alice])],
    });
    expect(grant.rules).toEqual([leaf]);
  });

  it('finds a Role in the namespace of its binding and nowhere else', () => {
    const roleRef = { kind: 'Role', name: 'reads' };
    const reads = [rule({ resources: ['pods'] })];
    const grants = effectiveGrants({
      clusterRoles: [clusterRole('reads', { rules: EVERYTHING })],
      roles: [{ ...meta('reads', 'shop'), rules: reads }],
      roleBindings: [
        binding(roleRef, [alice], 'shop'),
        binding(roleRef, [alice], 'bank'),
      ],
    });
    expect(grants.map(({ rules }) => rules)).toEqual([reads, []]);
  });

  it('tells a role that is not there from one that cannot be read', () => {
    const rulesWhere = (unread: boolean, name: string) =>
      effectiveGrants({
        clusterRoles: [],
        clusterRoleBindings: [binding({ ...wide, name }, [alice])],
        unread: { clusterRoles: unread },
      })[0].rules;
    expect(rulesWhere(false, 'wide')).toEqual([]);
    expect(rulesWhere(true, 'wide')).toBeUndefined();
    expect(rulesWhere(true, 'cluster-admin')).toEqual(EVERYTHING);
  });

  it.each([
    [{ kind: 'User', name: 'alice' }, 'User:alice'],
    [{ kind: 'Group', name: 'ops' }, 'Group:ops'],
    [{ kind: 'ServiceAccount', name: 'x' }, 'ServiceAccount:shop/x'],
    [
      { kind: 'ServiceAccount', name: 'x', namespace: 'bank' },
      'ServiceAccount:bank/x',
    ],
    [
      { kind: 'User', name: 'system:serviceaccount:bank:x' },
      'ServiceAccount:bank/x',
    ],
    [
      { kind: 'Group', name: 'system:authenticated' },
      'Group:system:authenticated',
    ],
    [{ kind: 'User', name: 'system:kube-scheduler' }, undefined],
    [{ kind: 'Group', name: 'system:masters' }, undefined],
    [{ kind: 'Robot', name: 'x' }, undefined],
  ])('knows %j as %s', (subject, id) => {
    const [grant] = effectiveGrants({
      clusterRoles: roles,
      roleBindings: [binding(wide, [subject], 'shop')],
    });
    expect(grant && subjectId(grant.subject)).toBe(id);
  });

  it('never loses a rule by aggregation, nor ends up in a circle', () => {
    const anyRole = fc.record({
      labels: fc.dictionary(fc.constantFrom('a', 'b'), fc.constant('true')),
      selects: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
      resource: fc.constantFrom('pods', 'secrets', 'nodes'),
    });
    fc.assert(
      fc.property(fc.array(anyRole, { minLength: 1, maxLength: 6 }), rows => {
        const all = rows.map(({ labels, selects, resource }, index) =>
          clusterRole(`r${index}`, {
            labels,
            rules: [rule({ resources: [resource] })],
            aggregationSelectors: selects.map(label => ({
              matchLabels: { [label]: 'true' },
            })),
          }),
        );
        const [first] = all;
        const resources = effectiveRules(first, all).flatMap(
          one => one.resources,
        );
        const selected = all.filter(role =>
          rows[0].selects.some(label => role.labels[label] === 'true'),
        );
        for (const role of [first, ...selected]) {
          expect(resources).toEqual(
            expect.arrayContaining([...role.rules[0].resources]),
          );
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('ruleAllows', () => {
  const proxy = { group: '', resource: 'nodes/proxy' };

  it.each([
    [{ resources: ['nodes/proxy'] }, true],
    [{ resources: ['*'] }, true],
    [{ resources: ['*/proxy'] }, true],
    [{ resources: ['nodes/*'] }, false],
    [{ resources: ['nodes'] }, false],
    [{ resources: ['pods/proxy'] }, false],
    [{ resources: ['nodes/proxy'], verbs: [] }, false],
    [{ resources: ['nodes/proxy'], apiGroups: ['*'] }, true],
    [{ resources: ['nodes/proxy'], apiGroups: ['apps'] }, false],
  ])('says of %j and nodes/proxy: %s', (parts, allowed) => {
    expect(ruleAllows(rule(parts), proxy)).toBe(allowed);
  });

  it('asks for one of the verbs, or any', () => {
    const reads = rule({ resources: ['secrets'], verbs: ['list'] });
    const secrets = { group: '', resource: 'secrets' };
    expect(ruleAllows(reads, secrets)).toBe(true);
    expect(ruleAllows(reads, { ...secrets, verbs: ['get'] })).toBe(false);
    expect(ruleAllows(reads, { ...secrets, verbs: ['get', 'list'] })).toBe(
      true,
    );
  });

  it('does not take * for the subresource of one resource', () => {
    const every = rule({ resources: ['*/scale'] });
    expect(ruleAllows(every, { group: '', resource: 'scale' })).toBe(false);
  });
});
