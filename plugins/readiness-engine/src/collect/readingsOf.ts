import type { AnyCheck, Read, ResourceRead } from '../check';
import type { KindName } from '../inventory/Inventory';
import { KINDS } from '../kinds';

/** Everything of one kind that some check reads. */
export interface Reading {
  kind: KindName;
  /** One read that stands for all of them. */
  read: ResourceRead;
  /** Named gets only, when no check lists the kind. */
  named?: readonly { namespace: string; names: readonly string[] }[];
}

const isResource = (read: Read): read is ResourceRead => 'kind' in read;

/**
 * Resource reads by kind, each kind once. A list covers named gets of the same
 * kind.
 */
export function readingsOf(reads: readonly Read[]): readonly Reading[] {
  const byKind = new Map<KindName, ResourceRead[]>();
  for (const read of reads.filter(isResource)) {
    byKind.set(read.kind, [...(byKind.get(read.kind) ?? []), read]);
  }
  return [...byKind.entries()].map(([kind, group]) => {
    const listed = group.find(read => !read.names);
    return listed
      ? { kind, read: listed }
      : { kind, read: group[0], named: mergeNames(group) };
  });
}

function mergeNames(group: readonly ResourceRead[]) {
  const byNamespace = new Map<string, Set<string>>();
  for (const { namespace = '', names = [] } of group) {
    const known = byNamespace.get(namespace) ?? new Set();
    for (const name of names) known.add(name);
    byNamespace.set(namespace, known);
  }
  return [...byNamespace].map(([namespace, names]) => ({
    namespace,
    names: [...names].sort(),
  }));
}

/** Kinds whose facts extractors add to workloads of any namespace. */
function deliveryKinds(checks: readonly AnyCheck[]): ReadonlySet<string> {
  return new Set(
    checks.flatMap(({ extract }) => Object.keys(extract?.delivery ?? {})),
  );
}

/**
 * The reads that a scan of some namespaces makes: those of checks on what lies
 * in them, without kinds that speak of other namespaces than their own. Those
 * that extractors look at are read whole: without them what they say of a
 * workload would be gone.
 */
export function readsWithinNamespaces(
  reads: readonly Read[],
  checks: readonly AnyCheck[],
): readonly Read[] {
  const needed = new Set<string>(
    checks
      .filter(check => check.scope.types.some(type => type !== 'cluster'))
      .flatMap(check => (check.reads as readonly Read[]).filter(isResource))
      .map(read => read.kind),
  ).add('namespaces');
  const delivering = deliveryKinds(checks);
  return reads.filter(
    read =>
      !isResource(read) ||
      (needed.has(read.kind) &&
        (!KINDS[read.kind].reachesOtherNamespaces ||
          delivering.has(read.kind))),
  );
}
