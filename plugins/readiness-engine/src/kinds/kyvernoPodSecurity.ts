import type { ObjectMeta, PolicyObject } from '../inventory/objects';
import { at, items, text } from './fields';
import { kyvernoMatch } from './kyvernoMatch';

type Enforcement = Omit<PolicyObject, keyof ObjectMeta | 'verifies'>;

const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
type PodSecurityLevel = (typeof LEVELS)[number];

function level(rule: unknown): PodSecurityLevel | undefined {
  const named = at(rule, 'validate', 'podSecurity', 'level');
  return LEVELS.find(candidate => candidate === named);
}

function isEnforced(rule: unknown, spec: unknown): boolean {
  const action =
    text(at(rule, 'validate', 'failureAction')) ??
    text(at(spec, 'validationFailureAction'));
  return action?.toLowerCase() === 'enforce';
}

function judgeRule(rule: unknown, spec: unknown): Enforcement {
  const match = kyvernoMatch(rule);
  return {
    podSecurityLevel: level(rule),
    enforced: isEnforced(rule, spec),
    ...match,
    conditional:
      match.conditional ||
      items(at(rule, 'validate', 'podSecurity', 'exclude')).length > 0 ||
      items(at(spec, 'validationFailureActionOverrides')).length > 0,
  };
}

function strength(entry: Enforcement): number {
  const rank = LEVELS.findIndex(name => name === entry.podSecurityLevel);
  return (entry.enforced ? 10 : 0) + (entry.conditional ? 0 : 5) + rank;
}

/**
 * What a Kyverno policy with `podSecurity` rules enforces. Of several such
 * rules the strongest speaks for the policy.
 */
export function kyvernoPodSecurity(raw: unknown): Enforcement {
  const spec = at(raw, 'spec');
  const [strongest] = items(at(spec, 'rules'))
    .filter(rule => level(rule) !== undefined)
    .map(rule => judgeRule(rule, spec))
    .sort((a, b) => strength(b) - strength(a));
  return (
    strongest ?? {
      enforced: false,
      includedNamespaces: [],
      excludedNamespaces: [],
      conditional: false,
    }
  );
}
