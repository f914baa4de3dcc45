import type {
  ClusterRoleObject,
  PolicyRule,
} from '@readiness/backstage-plugin-readiness-engine';
import type { YamlMap } from '../toYaml';

/** How bad a rule with `*` is. */
export interface Wildcard {
  rule: PolicyRule;
  state: 'warn' | 'fail';
  /** e.g. `* on * of apps`. */
  title: string;
  /** Only gets, lists and watches. */
  readsOnly: boolean;
}

const RBAC = 'rbac.authorization.k8s.io';

/** Groups in which every resource is worth a rule of its own. */
const CENTRAL = ['*', '', 'apps', RBAC];

/** What no rule should give every verb on. */
const DELICATE: readonly { group: string; resources: readonly string[] }[] = [
  { group: '', resources: ['secrets'] },
  {
    group: RBAC,
    resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
  },
];

const READS = new Set(['get', 'list', 'watch']);

function isDelicate({ apiGroups, resources }: PolicyRule): boolean {
  return DELICATE.some(
    ({ group, resources: named }) =>
      (apiGroups.includes(group) || apiGroups.includes('*')) &&
      resources.some(resource => resource === '*' || named.includes(resource)),
  );
}

const groupsOf = ({ apiGroups }: PolicyRule) =>
  apiGroups.map(group => (group === '' ? 'the core group' : group)).join(', ');

/**
 * What is wrong with a rule, if it says `*` of verbs, resources or groups.
 * URLs are no resources, and a star before `/scale` is one subresource.
 */
export function wildcardOf(rule: PolicyRule): Wildcard | undefined {
  const { apiGroups, resources, verbs, resourceNames } = rule;
  if (resources.length === 0) return undefined;
  const everyVerb = verbs.includes('*');
  const everyResource = resources.includes('*');
  if (!everyVerb && !everyResource && !apiGroups.includes('*')) {
    return undefined;
  }
  const isCentral = apiGroups.some(group => CENTRAL.includes(group));
  const bounded = resourceNames.length > 0;
  return {
    rule,
    state:
      !bounded &&
      ((everyResource && isCentral) || (everyVerb && isDelicate(rule)))
        ? 'fail'
        : 'warn',
    title: `${verbs.join(', ')} on ${resources.join(', ')} of ${groupsOf(
      rule,
    )}`,
    readsOnly: verbs.every(verb => READS.has(verb)),
  };
}

const EVERY_VERB = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
];

/** What is usually meant by everything of a group; Secrets are not. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  '': [
    'configmaps',
    'endpoints',
    'events',
    'persistentvolumeclaims',
    'pods',
    'pods/log',
    'serviceaccounts',
    'services',
  ],
  apps: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  batch: ['cronjobs', 'jobs'],
  autoscaling: ['horizontalpodautoscalers'],
  policy: ['poddisruptionbudgets'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
};

function spelled(rule: PolicyRule): readonly YamlMap[] {
  const verbs = rule.verbs.includes('*') ? EVERY_VERB : rule.verbs;
  const names: YamlMap =
    rule.resourceNames.length > 0 ? { resourceNames: rule.resourceNames } : {};
  const groups = rule.apiGroups.includes('*')
    ? Object.keys(USUAL)
    : rule.apiGroups;
  if (!rule.resources.includes('*')) {
    return [{ apiGroups: groups, resources: rule.resources, verbs, ...names }];
  }
  return groups.map(group => ({
    apiGroups: [group],
    resources: USUAL[group] ?? ['*'],
    verbs,
    ...names,
  }));
}

/** The rules of a role with names in place of `*`, to cut down from there. */
export const spelledOut = (
  rules: ClusterRoleObject['rules'],
): readonly YamlMap[] =>
  rules.flatMap((rule): readonly YamlMap[] =>
    rule.resources.length === 0
      ? [{ nonResourceURLs: rule.nonResourceURLs, verbs: rule.verbs }]
      : spelled(rule),
  );
