import type { Remediation } from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import type { Grant } from './effectiveGrants';
import {
  bindingKind,
  bindingName,
  removals,
  subjectFlag,
} from './rbacRemediation';
import { ruleAllows } from './rbacRights';
import { isEveryone } from './rbacSubject';
import type { Held, Holder } from './rightHolders';

/** Roles that every cluster has: what they hold is not for us to change. */
const SHARED_ROLES = new Set(['admin', 'edit', 'view', 'cluster-admin']);

/** Nothing else of its role would be lost with the binding. */
const isAllOfIt = (grant: Grant, held: readonly Held[]) =>
  (grant.rules ?? []).every(
    rule =>
      rule.nonResourceURLs.length === 0 &&
      rule.resources.every(resource =>
        rule.apiGroups.every(group =>
          held.some(
            one =>
              one.resource === resource &&
              one.group === group &&
              ruleAllows(rule, one),
          ),
        ),
      ),
  );

const byGrant = (held: readonly Held[]): ReadonlyMap<Grant, readonly Held[]> =>
  new Map(
    held.map(({ grant }) => [
      grant,
      held.filter(other => other.grant === grant),
    ]),
  );

function edit({ binding, namespace }: Grant, held: readonly Held[]): string {
  const { kind, name } = binding.roleRef;
  const role =
    kind === 'Role' && namespace !== undefined
      ? `role ${shellWord(name)} -n ${shellWord(namespace)}`
      : `clusterrole ${shellWord(name)}`;
  const rights = [...new Set(held.map(({ resource }) => resource))].join(', ');
  return `kubectl edit ${role}   # take out ${rights}, or name the resources in place of *`;
}

/** A role in place of a shared one, where the holder works. */
function replacement(
  { subject }: Pick<Holder, 'subject'>,
  { binding, namespace }: Grant,
  role: string,
): readonly string[] {
  const isSame = namespace !== undefined && role === binding.roleRef.name;
  if (isSame || isEveryone(subject)) return [];
  const place = namespace ?? subject.namespace;
  const name = shellWord(bindingName(subject.name, role));
  return [
    `kubectl create rolebinding ${name} -n ${
      place === undefined ? 'NAMESPACE' : shellWord(place)
    } --clusterrole=${role} ${subjectFlag(subject)}`,
  ];
}

interface Parts {
  /** One sentence on what changes. */
  summary: string;
  /** Commands that give what is needed first. */
  first?: readonly string[];
  /** The shared role to bind in a namespace in place of the one bound there. */
  local?: 'view' | 'edit';
  note: string;
}

/**
 * Takes rights away from somebody: the binding where it gives nothing else or
 * refers to a role that others share, else the rights out of the role.
 */
export function withoutRights(
  holder: Pick<Holder, 'subject'>,
  held: readonly Held[],
  { summary, first = [], local, note }: Parts,
): Remediation {
  const grants = [...byGrant(held)];
  const isShared = ({ binding }: Grant) =>
    SHARED_ROLES.has(binding.roleRef.name);
  const whole = grants.filter(
    ([grant, own]) => isShared(grant) || isAllOfIt(grant, own),
  );
  const edits = grants
    .filter(entry => !whole.includes(entry))
    .map(([grant, own]) => edit(grant, own));
  const instead = whole.flatMap(([grant]) => {
    if (!isShared(grant)) return [];
    const { name } = grant.binding.roleRef;
    const bounded = name === 'cluster-admin' ? 'admin' : name;
    return replacement(
      holder,
      grant,
      (grant.namespace !== undefined && local) || bounded,
    );
  });
  const [target] = grants[0];
  return {
    summary,
    type: 'command',
    target: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: bindingKind(target),
      ...(target.namespace !== undefined && { namespace: target.namespace }),
      name: target.binding.name,
    },
    content: [
      ...new Set([
        ...first,
        ...instead,
        ...removals(whole.map(([grant]) => grant)),
        ...edits,
      ]),
    ].join('\n'),
    note,
  };
}
