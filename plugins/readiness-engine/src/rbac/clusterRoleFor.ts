import type { Read, ResourceRead } from '../check';
import {
  isNonResourceRead,
  isResourceRead,
  type RbacRule,
  ruleYaml,
  urlRuleYaml,
  yamlText,
} from './rules';

const NAME = 'readiness-scanner';
const API = 'apiVersion: rbac.authorization.k8s.io/v1';

/** One rule for each API group and set of verbs. */
function grouped(reads: readonly ResourceRead[]): readonly RbacRule[] {
  const rules = new Map<
    string,
    { apiGroup: string; resources: Set<string>; verbs: readonly string[] }
  >();
  for (const { group, resource, verbs } of reads) {
    const key = `${group} ${verbs.join(',')}`;
    const rule = rules.get(key) ?? {
      apiGroup: group,
      resources: new Set<string>(),
      verbs,
    };
    rule.resources.add(resource);
    rules.set(key, rule);
  }
  return [...rules.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { resources, ...rule }]) => ({
      ...rule,
      resources: [...resources].sort(),
    }));
}

function clusterRole(reads: readonly ResourceRead[]): string {
  const rules = grouped(reads);
  return [
    API,
    'kind: ClusterRole',
    'metadata:',
    `  name: ${NAME}`,
    rules.length > 0 ? 'rules:' : 'rules: []',
    ...rules.map(ruleYaml),
  ].join('\n');
}

/** A Role for the named objects of one namespace. */
function role(namespace: string, reads: readonly ResourceRead[]): string {
  const names = new Map<string, { read: ResourceRead; names: Set<string> }>();
  for (const read of reads) {
    const key = `${read.group}/${read.resource}`;
    const known = names.get(key) ?? { read, names: new Set<string>() };
    for (const name of read.names ?? []) known.names.add(name);
    names.set(key, known);
  }
  const rules = [...names.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { read, names: named }]) =>
      ruleYaml({
        apiGroup: read.group,
        resources: [read.resource],
        resourceNames: [...named].sort(),
        verbs: read.verbs,
      }),
    );
  return [
    API,
    'kind: Role',
    'metadata:',
    `  name: ${NAME}`,
    `  namespace: ${yamlText(namespace)}`,
    'rules:',
    ...rules,
  ].join('\n');
}

/** What the API server says of itself; a role of its own, to leave out at will. */
function urlRole(urls: readonly string[]): string {
  return [
    '# Optional: counters of the API server, for proof that admission denies.',
    API,
    'kind: ClusterRole',
    'metadata:',
    `  name: ${NAME}-apiserver-metrics`,
    'rules:',
    urlRuleYaml(urls),
  ].join('\n');
}

/**
 * The least rights that these reads need, as YAML documents: one ClusterRole,
 * one Role for each namespace of which single objects are read by name, and an
 * optional ClusterRole for pages of the API server that are no resources. Verbs
 * are `get` and `list` and nothing else.
 *
 * @public
 */
export function clusterRoleFor(reads: readonly Read[]): string {
  const resources = reads.filter(isResourceRead);
  const listed = resources.filter(read => read.namespace === undefined);
  const namespaces = [
    ...new Set(resources.flatMap(read => read.namespace ?? [])),
  ].sort();
  const urls = [
    ...new Set(
      reads.filter(isNonResourceRead).map(read => read.nonResourceURL),
    ),
  ].sort();
  const documents = [
    clusterRole(listed),
    ...namespaces.map(namespace =>
      role(
        namespace,
        resources.filter(read => read.namespace === namespace),
      ),
    ),
    ...(urls.length > 0 ? [urlRole(urls)] : []),
  ];
  return `${documents.join('\n---\n')}\n`;
}
