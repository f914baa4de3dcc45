import { at, fields, items, texts } from './fields';

/** What narrows a match and is neither a kind nor a namespace. */
const PLAIN_FILTERS = ['kinds', 'namespaces', 'operations'];

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

/** The pods that a rule of Kyverno looks at, by their namespaces. */
export interface KyvernoMatch {
  /** Globs; empty means all. */
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
  /** It looks at no pods, or at some only, by more than their namespace. */
  conditional: boolean;
}

/** Reads `match`, `exclude` and `preconditions` of a rule. */
export function kyvernoMatch(rule: unknown): KyvernoMatch {
  const match = filters(at(rule, 'match'));
  const exclude = filters(at(rule, 'exclude'));
  const podMatches = match.entries.filter(coversPods);
  const everywhere = podMatches.some(entry => namespacesOf(entry).length === 0);
  return {
    includedNamespaces: everywhere ? [] : podMatches.flatMap(namespacesOf),
    excludedNamespaces: exclude.entries.filter(isPlain).flatMap(namespacesOf),
    conditional:
      podMatches.length === 0 ||
      match.joined ||
      exclude.joined ||
      ![...podMatches, ...exclude.entries].every(isPlain) ||
      at(rule, 'preconditions') !== undefined,
  };
}
