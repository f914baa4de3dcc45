import {
  isUnreadable,
  list,
  optionalList,
  undecidable,
  type Exception,
  type Inventory,
  type JudgeContext,
  type Judgement,
  type KeysOf,
} from '@readiness/backstage-plugin-readiness-engine';
import { bySubject, effectiveGrants, type Grant } from './effectiveGrants';
import { powersOf, type HeldRight, type PowerId } from './rbacPowers';
import { bindingTitle } from './rbacRemediation';
import { isEveryone, type RbacSubject } from './rbacSubject';

/** What says who may do what, where, and by which binding. */
export const rbacReads = [
  list('clusterRoles'),
  list('clusterRoleBindings'),
  optionalList('roles'),
  optionalList('roleBindings'),
] as const;

type RbacKey = KeysOf<typeof rbacReads>;
export type RbacInventory = Pick<Inventory, RbacKey>;
export type RbacContext = JudgeContext<RbacKey>;

/** Every grant of the cluster, with what could not be read left open. */
export function grantsOf(
  inventory: RbacInventory,
  context: RbacContext,
): readonly Grant[] {
  const unread = (key: 'clusterRoles' | 'roles') =>
    isUnreadable(context.source(key).state);
  return effectiveGrants({
    ...inventory,
    unread: { clusterRoles: unread('clusterRoles'), roles: unread('roles') },
  });
}

/**
 * What might change a verdict that no failure has settled: a failure that is
 * seen is conclusive, a success is not.
 */
export function unseenGrants(context: RbacContext): Judgement | undefined {
  if (isUnreadable(context.source('roleBindings').state)) {
    return undecidable('roleBindings', 'More may be granted in a namespace.');
  }
  return isUnreadable(context.source('roles').state)
    ? undecidable('roles', 'Roles of namespaces may grant more.')
    : undefined;
}

/** A power of somebody, and the grant that gives it. */
export interface Held extends HeldRight {
  grant: Grant;
}

/** Somebody, and the powers that were asked for. */
export interface Holder {
  /** e.g. `ServiceAccount:ci/runner`. */
  id: string;
  subject: RbacSubject;
  /** Not empty; in the order of the powers, then of the bindings. */
  held: readonly Held[];
}

const byText = (one: string, other: string) => (one < other ? -1 : 1);

const grantKey = (grant: Grant) => `${bindingTitle(grant)}#${grant.index}`;

/** All holders of these powers by their ids, whoever they are. */
export function holdersOf(
  grants: readonly Grant[],
  wanted: ReadonlySet<PowerId>,
): readonly Holder[] {
  return [...bySubject(grants).entries()]
    .sort(([one], [other]) => byText(one, other))
    .flatMap(([id, own]) => {
      const held = [...own]
        .sort((one, other) => byText(grantKey(one), grantKey(other)))
        .flatMap(grant =>
          powersOf(grant.rules ?? [], {
            clusterWide: grant.namespace === undefined,
          })
            .filter(
              ({ power, ofEverything }) =>
                wanted.has(power) &&
                // Who may do everything is the matter of another check.
                !(ofEverything && grant.namespace === undefined),
            )
            .map(right => ({ ...right, grant })),
        );
      return held.length > 0 ? [{ id, subject: own[0].subject, held }] : [];
    });
}

/** Accounts in namespaces of the system belong to whoever runs the cluster. */
export const isOfSystem = (
  { subject: { namespace } }: Pick<Holder, 'subject'>,
  context: Pick<JudgeContext, 'namespaceClass'>,
) => namespace !== undefined && context.namespaceClass(namespace) === 'system';

/**
 * The row that excepts a subject from a rule: by its namespace and name for
 * that rule, or by its id. Nobody excepts everyone.
 */
export function exceptionFor(
  { id, subject }: Pick<Holder, 'id' | 'subject'>,
  rule: string,
  context: Pick<JudgeContext, 'exception'>,
): Exception | undefined {
  if (isEveryone(subject)) return undefined;
  const { namespace, name } = subject;
  const where = { ...(namespace !== undefined && { namespace }), name };
  return (
    context.exception({ ...where, rule }) ??
    context.exception({ ...where, rule: id })
  );
}

/** e.g. `get, list on secrets through ClusterRoleBinding wide`, each once. */
export function heldTitles(all: readonly Held[]): string {
  const byBinding = new Map<string, Map<string, Set<string>>>();
  for (const { grant, verbs, resource, names } of all) {
    const binding = bindingTitle(grant);
    const byVerbs = byBinding.get(binding) ?? new Map();
    byBinding.set(binding, byVerbs);
    const resources = byVerbs.get(verbs.join(', ')) ?? new Set();
    byVerbs.set(verbs.join(', '), resources);
    resources.add(names ? `${resource} ${names.join(', ')}` : resource);
  }
  return [...byBinding]
    .map(
      ([binding, byVerbs]) =>
        `${[...byVerbs]
          .map(
            ([verbs, resources]) => `${verbs} on ${[...resources].join(', ')}`,
          )
          .join(' and ')} through ${binding}`,
    )
    .join('; ');
}
