import {
  globMatch,
  type PolicyObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { ENFORCE_LABEL } from './policyVersion';

/** Levels of the Pod Security Standards, weakest first. */
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
export type PodSecurityLevel = (typeof LEVELS)[number];

type Labels = Readonly<Record<string, string>>;

export const isLevel = (value: unknown): value is PodSecurityLevel =>
  LEVELS.some(level => level === value);

export const atLeast = (level: PodSecurityLevel, wanted: PodSecurityLevel) =>
  LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);

export const strongest = (
  levels: readonly PodSecurityLevel[],
): PodSecurityLevel | undefined =>
  [...levels].sort((a, b) => LEVELS.indexOf(b) - LEVELS.indexOf(a))[0];

/**
 * The level that a namespace's label enforces. The API server treats a value
 * that is no level as `restricted`.
 */
export function labelledLevel(labels: Labels): PodSecurityLevel | undefined {
  const value = labels[ENFORCE_LABEL];
  if (value === undefined) return undefined;
  return isLevel(value) ? value : 'restricted';
}

function covers(policy: PolicyObject, namespace: string): boolean {
  if (policy.namespace !== undefined) return policy.namespace === namespace;
  const matches = (patterns: readonly string[]) =>
    patterns.some(pattern => globMatch(pattern, namespace));
  const included =
    policy.includedNamespaces.length === 0 ||
    matches(policy.includedNamespaces);
  return included && !matches(policy.excludedNamespaces);
}

/** The policies that enforce something on the pods of a namespace. */
export function enforcingPolicies(
  policies: readonly PolicyObject[],
  namespace: string,
): readonly PolicyObject[] {
  return policies.filter(
    policy => policy.enforced && covers(policy, namespace),
  );
}
