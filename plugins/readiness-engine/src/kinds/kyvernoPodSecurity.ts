import type { ObjectMeta, PolicyObject } from '../inventory/objects';
import { at, fields, items, text, texts } from './fields';

type Enforcement = Omit<PolicyObject, keyof ObjectMeta>;

const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
type PodSecurityLevel = (typeof LEVELS)[number];

/** What narrows a match and is neither a kind nor a namespace. */
const PLAIN_FILTERS = ['kinds', 'namespaces', 'operations'];

function level(rule: unknown): PodSecurityLevel | undefined {
  const named = at(rule, 'validate', 'podSecurity', 'level');
  return LEVELS.find(candidate => candidate === named);
}

/** The resource filters of `match` or `exclude` in any of its three forms. */
function filters(block: unknown): {
  entries: readonly unknown[];
  joined: boolean;
} {
  const direct = at(block, 'resources') === undefined ? [] : [block];
  const all = items(at(block, 'all'));
  return {
    entries: [...direct, ...items(at(block, 'any')), ...all],
    joined: all.length > 1,
  };
}

function isPlain(entry: unknown): boolean {
  return (
    Object.keys(fields(entry)).every(key => key === 'resources') &&
    Object.keys(fields(at(entry, 'resources'))).every(key =>
      PLAIN_FILTERS.includes(key),
    )
  );
}

const namespacesOf = (entry: unknown) =>
  texts(at(entry, 'resources', 'namespaces'));

const coversPods = (entry: unknown) =>
  texts(at(entry, 'resources', 'kinds')).some(kind =>
    /^(?:.*\/)?(?:Pod|\*)$/.test(kind),
  );

function isEnforced(rule: unknown, spec: unknown): boolean {
  const action =
    text(at(rule, 'validate', 'failureAction')) ??
    text(at(spec, 'validationFailureAction'));
  return action?.toLowerCase() === 'enforce';
}

function judgeRule(rule: unknown, spec: unknown): Enforcement {
  const match = filters(at(rule, 'match'));
  const exclude = filters(at(rule, 'exclude'));
  const podMatches = match.entries.filter(coversPods);
  const everywhere = podMatches.some(entry => namespacesOf(entry).length === 0);
  return {
    podSecurityLevel: level(rule),
    enforced: isEnforced(rule, spec),
    includedNamespaces: everywhere ? [] : podMatches.flatMap(namespacesOf),
    excludedNamespaces: exclude.entries.filter(isPlain).flatMap(namespacesOf),
    conditional:
      podMatches.length === 0 ||
      match.joined ||
      exclude.joined ||
      ![...podMatches, ...exclude.entries].every(isPlain) ||
      at(rule, 'preconditions') !== undefined ||
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
