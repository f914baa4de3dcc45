import type { PolicyRule } from '@readiness/backstage-plugin-readiness-engine';

/** Rules of a role that allows everything, as `cluster-admin` does. */
export const EVERYTHING: readonly PolicyRule[] = [
  {
    apiGroups: ['*'],
    resources: ['*'],
    verbs: ['*'],
    resourceNames: [],
    nonResourceURLs: [],
  },
];

/** Every verb on every resource. */
export const isEverything = (rule: PolicyRule): boolean =>
  rule.apiGroups.includes('*') &&
  rule.resources.includes('*') &&
  rule.verbs.includes('*') &&
  rule.resourceNames.length === 0;

/** Whether these rules allow every verb on every resource. */
export const allowsEverything = (rules: readonly PolicyRule[]): boolean =>
  rules.some(isEverything);

/** What somebody may do, e.g. get and list Secrets. */
export interface Right {
  group: string;
  /** With its subresource, e.g. `nodes/proxy`. */
  resource: string;
  /** One of them is enough; absent means any. */
  verbs?: readonly string[];
}

/** `*`, the resource itself, or the subresource of any: `*` + `/proxy`. */
function coversResource(rule: PolicyRule, resource: string): boolean {
  const subresource = resource.split('/')[1];
  return rule.resources.some(
    entry =>
      entry === '*' ||
      entry === resource ||
      (subresource !== undefined && entry === `*/${subresource}`),
  );
}

/** Whether a rule gives a right, as the authorizer of Kubernetes matches it. */
export function ruleAllows(
  rule: PolicyRule,
  { group, resource, verbs }: Right,
): boolean {
  return (
    (rule.apiGroups.includes('*') || rule.apiGroups.includes(group)) &&
    coversResource(rule, resource) &&
    rule.verbs.some(
      verb => verb === '*' || verbs === undefined || verbs.includes(verb),
    )
  );
}
