import {
  defineCheck,
  found,
  isUnreadable,
  list,
  optionalList,
  undecidable,
  type Occurrence,
  type PolicyRule,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { byBinding, effectiveGrants, type Grant } from './effectiveGrants';
import { bindingKind, bindingTitle, removals } from './rbacRemediation';
import { ruleAllows } from './rbacRights';
import { isBootstrap, subjectId } from './rbacSubject';

/** Whoever reaches the API server, with or without a name. */
const EVERYBODY = new Set([
  'User:system:anonymous',
  'Group:system:unauthenticated',
  'Group:system:authenticated',
  'Group:system:serviceaccounts',
]);

/** Roles that Kubernetes itself gives to them. */
const BUILT_IN = new Set([
  'ClusterRole/system:public-info-viewer',
  'ClusterRole/system:discovery',
  'ClusterRole/system:basic-user',
  'ClusterRole/system:service-account-issuer-discovery',
  'kube-public/Role/kubeadm:bootstrap-signer-clusterinfo',
]);

function isBuiltInRole({ binding, namespace }: Grant): boolean {
  const { kind, name } = binding.roleRef;
  const role = `${kind}/${name}`;
  return BUILT_IN.has(kind === 'Role' ? `${namespace}/${role}` : role);
}

const DISCOVERY_URL =
  /^\/(api|apis|openapi|swagger[\w.-]*|version|healthz|livez|readyz|\.well-known|openid)(\/.*)?\*?$/;

const READ = ['get', 'list', 'watch'];

/** Objects that tell what the cluster offers and nothing of what runs in it. */
const OFFERED = [
  { group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions' },
  { group: 'apiregistration.k8s.io', resource: 'apiservices' },
  { group: 'storage.k8s.io', resource: 'storageclasses' },
  { group: 'networking.k8s.io', resource: 'ingressclasses' },
  { group: 'gateway.networking.k8s.io', resource: 'gatewayclasses' },
  { group: 'scheduling.k8s.io', resource: 'priorityclasses' },
  { group: 'node.k8s.io', resource: 'runtimeclasses' },
];

/** Questions that a caller may ask about itself. */
const SELF = [
  { group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' },
  { group: 'authorization.k8s.io', resource: 'selfsubjectrulesreviews' },
  { group: 'authentication.k8s.io', resource: 'selfsubjectreviews' },
];

/** Every pair of group and resource of the rule is among these. */
function isWithin(
  { apiGroups, resources }: PolicyRule,
  wanted: typeof OFFERED,
): boolean {
  return apiGroups.every(group =>
    resources.every(resource =>
      wanted.some(one => one.group === group && one.resource === resource),
    ),
  );
}

const onlyVerbs = ({ verbs }: PolicyRule, wanted: readonly string[]) =>
  verbs.every(verb => wanted.includes(verb));

/** Reading what is offered, asking about oneself, or a named public ConfigMap. */
function isDiscoveryLike(rule: PolicyRule, namespace?: string): boolean {
  if (!rule.nonResourceURLs.every(url => DISCOVERY_URL.test(url))) return false;
  if (rule.resources.length === 0) return onlyVerbs(rule, [...READ, 'head']);
  const isPublicConfigMap =
    namespace === 'kube-public' &&
    rule.resourceNames.length > 0 &&
    onlyVerbs(rule, ['get']) &&
    isWithin(rule, [{ group: '', resource: 'configmaps' }]);
  return (
    isPublicConfigMap ||
    (isWithin(rule, OFFERED) && onlyVerbs(rule, READ)) ||
    (isWithin(rule, SELF) && onlyVerbs(rule, ['create']))
  );
}

const isMild = ({ rules = [], namespace }: Grant) =>
  rules.every(rule => isDiscoveryLike(rule, namespace));

const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** What is worst about these rules, in a word. */
function extent(rules: readonly PolicyRule[]): string {
  const secrets = { group: '', resource: 'secrets', verbs: READ };
  if (rules.some(rule => ruleAllows(rule, secrets))) return 'reads Secrets';
  return rules.some(({ verbs }) =>
    verbs.some(verb => verb === '*' || WRITES.includes(verb)),
  )
    ? 'writes'
    : 'reads what runs here';
}

function occurrence(grants: readonly Grant[]): Occurrence {
  const [grant] = grants;
  const { binding, namespace, rules = [] } = grant;
  const mild = isMild(grant);
  const title = bindingTitle(grant);
  const who = grants.map(({ subject }) => subject.name).join(', ');
  const { kind, name } = binding.roleRef;
  return {
    state: mild ? 'warn' : 'fail',
    ...(mild && { severity: 'medium' }),
    ...(!mild && namespace !== undefined && { severity: 'high' }),
    discriminator: title,
    reasons: [
      {
        code: mild ? 'extra-discovery' : 'everybody',
        message: `${title} gives ${kind} ${name} to ${who}: everybody ${
          mild ? 'sees what the cluster offers' : extent(rules)
        }${namespace === undefined ? '' : ` in namespace ${namespace}`}.`,
        field: title,
      },
    ],
    remediation: {
      summary: `Take ${who} out of ${title}.`,
      type: 'command',
      target: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: bindingKind(grant),
        ...(namespace !== undefined && { namespace }),
        name: binding.name,
      },
      content: [
        ...(isBootstrap(binding) && namespace === undefined
          ? [
              `kubectl annotate clusterrolebinding ${shellWord(
                binding.name,
              )} rbac.authorization.kubernetes.io/autoupdate=false --overwrite`,
            ]
          : []),
        ...removals(grants),
      ].join('\n'),
      note: 'Whoever relied on it needs a group or an account of its own: the audit log says who called as these. Change the manifest as well where the binding is delivered from Git or a chart.',
    },
  };
}

/** `sec-rbac-anonymous` (`catalogue/20` S3). */
export const rbacAnonymous = defineCheck({
  id: 'sec-rbac-anonymous',
  title: 'No rights for anonymous or everyone',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'S',
  fixKey: 'rbac-least-privilege',
  gate: 'configured',
  onManifests: 'judged',
  reads: [
    list('clusterRoleBindings'),
    optionalList('clusterRoles'),
    optionalList('roleBindings'),
    optionalList('roles'),
  ],
  texts: {
    why: 'Everybody who reaches the API server is system:anonymous or system:authenticated: whoever stole any token, and on a public endpoint the whole Internet.',
    rules: {
      pass: 'They hold the roles that Kubernetes gives them and no others: system:public-info-viewer, system:discovery, system:basic-user, system:service-account-issuer-discovery, in kube-public the cluster-info of kubeadm, and what a distribution brings to read what the cluster offers.',
      warn: 'More than that, but only reading what the cluster offers: API discovery, versions, classes of storage and the like.',
      fail: 'Anything else for system:anonymous, system:unauthenticated, system:authenticated or system:serviceaccounts.',
      unknown:
        'ClusterRoleBindings cannot be read; or nothing fails yet and RoleBindings or a role that they hold cannot be read.',
    },
    traps: [
      'On Google and Azure every account of the provider may be system:authenticated, of any customer.',
      'The API server creates its default bindings anew at every start, unless rbac.authorization.kubernetes.io/autoupdate is false.',
      'A RoleBinding for everybody holds in its namespace; it is a finding all the same.',
      'A binding to a role that does not exist grants nothing until somebody creates it.',
    ],
    fix: 'Delete the binding.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
      'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
    ],
  },
  judge(_subject, inventory, context) {
    const unread = (key: 'clusterRoles' | 'roles' | 'roleBindings') =>
      isUnreadable(context.source(key).state);
    const grants = effectiveGrants({
      ...inventory,
      unread: { clusterRoles: unread('clusterRoles'), roles: unread('roles') },
    }).filter(
      grant => EVERYBODY.has(subjectId(grant.subject)) && !isBuiltInRole(grant),
    );
    // Distributions bring discovery of their own; the label alone is no alibi.
    const granting = grants.filter(
      grant =>
        (grant.rules ?? []).length > 0 &&
        !(isBootstrap(grant.binding) && isMild(grant)),
    );
    const seen = [...byBinding(granting).values()].map(occurrence);
    if (!seen.some(({ state }) => state === 'fail')) {
      const unknown = grants.find(({ rules }) => rules === undefined);
      if (unknown) {
        return undecidable(
          unknown.binding.roleRef.kind === 'Role' ? 'roles' : 'clusterRoles',
          `What ${bindingTitle(unknown)} gives to everybody cannot be read.`,
        );
      }
      if (unread('roleBindings')) {
        return undecidable(
          'roleBindings',
          'Everybody may have rights in a namespace.',
        );
      }
    }
    return found(seen, {
      code: 'built-in-only',
      message: 'Everybody holds the roles that Kubernetes brings and no other.',
    });
  },
});
