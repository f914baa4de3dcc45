import {
  defineCheck,
  found,
  type ClusterRoleObject,
  type Occurrence,
  type PolicyRule,
  type Remediation,
  type RoleObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import type { Grant } from './effectiveGrants';
import { bindingTitle } from './rbacRemediation';
import { isEverything } from './rbacRights';
import { isBootstrap, subjectId } from './rbacSubject';
import {
  exceptionFor,
  grantsOf,
  isOfSystem,
  rbacReads,
  unseenGrants,
  type RbacContext,
  type RbacInventory,
} from './rightHolders';
import { spelledOut, wildcardOf, type Wildcard } from './wildcardRules';

type Role = ClusterRoleObject | RoleObject;

const roleTitle = ({ name, namespace }: Role) =>
  namespace === undefined ? `ClusterRole ${name}` : `Role ${namespace}/${name}`;

/** A role with `*` in it, and who has that. */
interface WildRole {
  role: Role;
  wildcards: readonly Wildcard[];
  grants: readonly Grant[];
}

/** The role that a rule stands in, whatever it is aggregated into. */
function rolesByRule({
  clusterRoles,
  roles,
}: RbacInventory): ReadonlyMap<PolicyRule, Role> {
  return new Map(
    [...clusterRoles, ...roles].flatMap(role =>
      role.rules.map(rule => [rule, role] as const),
    ),
  );
}

/** Roles that the API server makes are as they are; what is added is not. */
function wildRoles(
  grants: readonly Grant[],
  inventory: RbacInventory,
): readonly WildRole[] {
  const wild = new Map<PolicyRule, { role: Role; wildcard: Wildcard }>();
  for (const [rule, role] of rolesByRule(inventory)) {
    const wildcard = isBootstrap(role) ? undefined : wildcardOf(rule);
    if (wildcard) wild.set(rule, { role, wildcard });
  }
  const byRole = new Map<
    Role,
    { wildcards: Set<Wildcard>; grants: Set<Grant> }
  >();
  for (const grant of grants) {
    for (const rule of grant.rules ?? []) {
      const one = wild.get(rule);
      // The whole cluster is the matter of sec-rbac-cluster-admin.
      if (one && !(grant.namespace === undefined && isEverything(rule))) {
        const entry = byRole.get(one.role) ?? {
          wildcards: new Set(),
          grants: new Set(),
        };
        byRole.set(one.role, entry);
        entry.wildcards.add(one.wildcard);
        entry.grants.add(grant);
      }
    }
  }
  return [...byRole].map(([role, entry]) => ({
    role,
    grants: [...entry.grants],
    wildcards: [...entry.wildcards].sort((one, other) =>
      one.title < other.title ? -1 : 1,
    ),
  }));
}

function remediation(role: Role): Remediation {
  const kind = role.namespace === undefined ? 'ClusterRole' : 'Role';
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const place = role.namespace !== undefined && { namespace: role.namespace };
  return {
    summary: `Name in ${roleTitle(role)} what is needed, in place of *.`,
    type: 'manifest',
    target: { apiVersion, kind, name: role.name, ...place },
    content: toYaml({
      apiVersion,
      kind,
      metadata: { name: role.name, ...place },
      rules: spelledOut(role.rules),
    }),
    note: 'A start: it names what is usual, without Secrets and RBAC. Take out what the audit log does not show, add what it does (audit2rbac makes a role from it), and label it as before. A chart or an operator brings the old one back: change it there.',
  };
}

function occurrence(
  { role, wildcards, grants }: WildRole,
  open: readonly Grant[],
): Occurrence {
  const title = roleTitle(role);
  const fails = wildcards.filter(({ state }) => state === 'fail');
  const holders = [...new Set(open.map(({ subject }) => subjectId(subject)))];
  const bindings = [...new Set(open.map(bindingTitle))].sort();
  const bounded = open.every(({ namespace }) => namespace !== undefined);
  const readsOnly = fails.every(one => one.readsOnly);
  const severity = bounded || readsOnly ? 'medium' : 'high';
  const shown = fails.length > 0 ? fails : wildcards;
  const through = grants.some(
    ({ binding }) => binding.roleRef.name !== role.name,
  )
    ? ' (aggregated into the role that is bound)'
    : '';
  return {
    state: fails.length > 0 ? 'fail' : 'warn',
    severity: fails.length > 0 ? severity : 'low',
    discriminator: title,
    reasons: [
      {
        code: fails.length > 0 ? 'wildcard' : 'wildcard-of-own-group',
        message: `${title}${through} gives ${shown
          .map(one => one.title)
          .join('; ')} to ${holders.sort().slice(0, 5).join(', ')}${
          holders.length > 5 ? ` and ${holders.length - 5} more` : ''
        } by ${bindings
          .slice(0, 3)
          .join(', ')}: what is added to the API later as well.`,
        field: title,
      },
    ],
    remediation: remediation(role),
  };
}

function openGrants(
  { role, grants }: WildRole,
  context: RbacContext,
): readonly Grant[] {
  const granted = new Map<string, boolean>();
  return grants.filter(({ subject }) => {
    if (isOfSystem({ subject }, context)) return false;
    const id = subjectId(subject);
    const known = granted.get(id);
    const excepted =
      known ??
      exceptionFor({ id, subject }, roleTitle(role), context) !== undefined;
    granted.set(id, excepted);
    return !excepted;
  });
}

/** `sec-rbac-wildcards` (`catalogue/20` S3). */
export const rbacWildcards = defineCheck({
  id: 'sec-rbac-wildcards',
  title: 'Roles name what they allow',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'rbac-least-privilege',
  gate: 'used',
  onManifests: 'judged',
  reads: rbacReads,
  texts: {
    why: 'A role with * grows by itself: with every new resource, every subresource, every verb. Nobody decided that its holder may read Secrets or enter pods.',
    rules: {
      pass: 'No role says * of verbs, resources or groups that anybody holds but accounts of system namespaces and the allow-list. Every verb on everything is the matter of sec-rbac-cluster-admin, unless a RoleBinding gives it.',
      warn: 'Only in a group of an operator’s own, or of verbs on resources that are named and delicate in no way.',
      fail: 'Every resource of the core group, of apps, of RBAC or of all groups; or every verb on Secrets or on RBAC.',
      unknown:
        'ClusterRoles or ClusterRoleBindings cannot be read; or nothing fails yet and Roles or RoleBindings cannot.',
    },
    traps: [
      '* of nonResourceURLs is about paths, not resources, and does not count.',
      '*/scale is one subresource of all resources, not everything.',
      'A role that nobody is bound to is inventory.',
      'Rules that an operator aggregates into admin, edit or view are judged where they come from.',
      'resourceNames bounds what exists; create and list know no name and are not granted by it.',
      'Exceptions name the account by namespace and name, with the role as rule, e.g. ClusterRole prometheus-operator.',
    ],
    fix: 'Enumerate resources and verbs; audit2rbac makes a role from the audit log.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    ],
  },
  judge(_subject, inventory, context) {
    const grants = grantsOf(inventory, context);
    const seen = wildRoles(grants, inventory)
      .flatMap(wild => {
        const open = openGrants(wild, context);
        return open.length > 0 ? [occurrence(wild, open)] : [];
      })
      .sort((one, other) =>
        (one.discriminator ?? '') < (other.discriminator ?? '') ? -1 : 1,
      );
    const unseen = unseenGrants(context);
    if (unseen && !seen.some(({ state }) => state === 'fail')) return unseen;
    return found(seen, {
      code: 'no-wildcards',
      message: 'Roles that are held name what they allow.',
    });
  },
});
