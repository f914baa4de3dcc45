import type { ResourceRead } from '../check';
import { ruleYaml } from './rules';

/**
 * The RBAC rule, as YAML to paste under `rules:`, that would open this read:
 * of a Role in its namespace for named objects, else of a ClusterRole.
 *
 * @public
 */
export function unreadableRule(read: ResourceRead): string {
  const rule = ruleYaml({
    apiGroup: read.group,
    resources: [read.resource],
    resourceNames: read.names,
    verbs: read.verbs,
  });
  return read.namespace === undefined
    ? rule
    : `# in a Role of the namespace ${read.namespace}\n${rule}`;
}
