import { type JsonObject, asArray } from '../json';
import { type Attempt, type ResourceAttempt, ruleResource } from './Attempt';

/** Whether one rule of a role allows what is attempted. */
export function ruleGrants(rule: JsonObject, attempt: Attempt): boolean {
  if (!has(rule.verbs, attempt.verb)) return false;
  return 'path' in attempt
    ? asArray(rule.nonResourceURLs).some(url => coversPath(url, attempt.path))
    : grantsResource(rule, attempt);
}

function grantsResource(rule: JsonObject, attempt: ResourceAttempt): boolean {
  const { subresource, group, name } = attempt;
  const names = asArray(rule.resourceNames);
  return (
    has(rule.apiGroups, group) &&
    (has(rule.resources, ruleResource(attempt)) ||
      (subresource !== undefined &&
        asArray(rule.resources).includes(`*/${subresource}`))) &&
    (names.length === 0 || (name !== undefined && names.includes(name)))
  );
}

/** `*` at the end stands for any rest, and nowhere else for anything. */
function coversPath(url: unknown, path: string): boolean {
  return (
    url === path ||
    (typeof url === 'string' &&
      url.endsWith('*') &&
      path.startsWith(url.slice(0, -1)))
  );
}

function has(list: unknown, value: string): boolean {
  const values = asArray(list);
  return values.includes('*') || values.includes(value);
}
