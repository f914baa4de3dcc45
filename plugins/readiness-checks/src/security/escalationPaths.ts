import type { Severity } from '@readiness/backstage-plugin-readiness-common';
import type { Grant } from './effectiveGrants';
import type { PowerId } from './rbacPowers';
import { allowsEverything } from './rbacRights';
import { heldTitles, type Held, type Holder } from './rightHolders';
import { subjectId } from './rbacSubject';

interface Way {
  /** Code of the reason, and the rule that an exception names. */
  code: string;
  /** All of them, each in the whole cluster or in one namespace. */
  needs: readonly PowerId[];
  /** What they come to in the whole cluster, after the holder. */
  can: string;
  severity: Severity;
  /** Leads to rights that nothing bounds. */
  everything?: true;
  /** What they come to in one namespace; absent where they come to nothing. */
  local?: { can: string; severity: Severity };
  /** Said only where that other way is not there. */
  unless?: string;
}

/** Ways to more rights than one has, the worst first. */
const WAYS: readonly Way[] = [
  {
    code: 'escalate',
    needs: ['escalate', 'write-roles'],
    can: 'can become cluster-admin',
    severity: 'critical',
    everything: true,
    local: { can: 'can take every right', severity: 'high' },
  },
  {
    code: 'bind',
    needs: ['bind', 'write-bindings'],
    can: 'can become cluster-admin',
    severity: 'critical',
    everything: true,
    local: { can: 'can take every right', severity: 'high' },
  },
  {
    code: 'impersonate',
    needs: ['impersonate'],
    can: 'can act as cluster-admin',
    severity: 'critical',
    everything: true,
  },
  {
    code: 'impersonate-accounts',
    needs: ['impersonate-accounts'],
    can: 'can act as any ServiceAccount, those of kube-system too',
    severity: 'critical',
    everything: true,
  },
  {
    code: 'create-tokens',
    needs: ['create-tokens'],
    can: 'can become any ServiceAccount, those of kube-system too',
    severity: 'critical',
    everything: true,
  },
  {
    code: 'approve-certificates',
    needs: ['approve-certificates', 'approve-signers'],
    can: 'can have a client certificate in any other name signed',
    severity: 'critical',
    everything: true,
  },
  {
    code: 'change-mutation',
    needs: ['change-mutation'],
    can: 'can rewrite whatever is created, the accounts and images of pods too',
    severity: 'critical',
    everything: true,
  },
  {
    code: 'change-validation',
    needs: ['change-validation'],
    can: 'can switch off what admission refuses, and read what passes by it',
    severity: 'high',
  },
  {
    code: 'relabel-namespaces',
    needs: ['relabel-namespaces'],
    can: 'can take Pod Security off any namespace by its labels',
    severity: 'high',
    local: { can: 'can take Pod Security off', severity: 'medium' },
  },
  {
    code: 'host-volumes',
    needs: ['host-volumes'],
    can: 'can reach the disk of a node by a PersistentVolume of a host path',
    severity: 'high',
  },
  {
    code: 'escalate-alone',
    needs: ['escalate'],
    can: 'can take any right as soon as it may write a role',
    severity: 'high',
    local: {
      can: 'can take every right as soon as it may write a Role',
      severity: 'medium',
    },
    unless: 'escalate',
  },
  {
    code: 'bind-alone',
    needs: ['bind'],
    can: 'can become cluster-admin as soon as it may write a binding',
    severity: 'high',
    local: {
      can: 'can take every right as soon as it may write a RoleBinding',
      severity: 'medium',
    },
    unless: 'bind',
  },
  {
    code: 'write-bindings',
    needs: ['write-bindings'],
    can: 'can hand its own rights on to anybody',
    severity: 'medium',
    local: { can: 'can hand its own rights on', severity: 'medium' },
    unless: 'bind',
  },
];

/** Powers that make another account's rights one's own. */
const TAKEOVER: readonly PowerId[] = [
  'impersonate-accounts',
  'create-tokens',
  'create-workloads',
];

/** What the paths are made of. */
export const ESCALATING: ReadonlySet<PowerId> = new Set([
  ...WAYS.flatMap(({ needs }) => needs),
  ...TAKEOVER,
]);

/** One way by which somebody may raise their rights. */
export interface EscalationPath {
  code: string;
  /** After the id of the holder. */
  sentence: string;
  severity: Severity;
  /** Where it ends; absent means in the whole cluster. */
  namespace?: string;
  held: readonly Held[];
  /** The account that it leads through. */
  through?: string;
}

interface Strong {
  /** e.g. `may do everything by ClusterRoleBinding wide`. */
  because: string;
  severity: Severity;
}

const isWide = ({ grant }: Held) => grant.namespace === undefined;

/** The rights of a way that this scope has, if it has all of them. */
function complete(
  { needs }: Way,
  held: readonly Held[],
): readonly Held[] | undefined {
  const found = needs.map(need =>
    held.filter(({ power, names }) => power === need && names === undefined),
  );
  return found.every(list => list.length > 0) ? found.flat() : undefined;
}

function pathsOfScope(
  held: readonly Held[],
  namespace: string | undefined,
  elsewhere: ReadonlySet<string>,
): readonly EscalationPath[] {
  const codes = new Set(elsewhere);
  return WAYS.flatMap((way): EscalationPath[] => {
    const { code, unless } = way;
    if (codes.has(code) || (unless !== undefined && codes.has(unless))) {
      return [];
    }
    const outcome = namespace === undefined ? way : way.local;
    const rights = outcome && complete(way, held);
    if (!outcome || !rights) return [];
    codes.add(code);
    const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
    return [
      {
        code,
        sentence: `${outcome.can}${where}: ${heldTitles(rights)}.`,
        severity: outcome.severity,
        held: rights,
        ...(namespace !== undefined && { namespace }),
      },
    ];
  });
}

/** What somebody may reach by what they hold themselves. */
function ownPaths({ held }: Holder): readonly EscalationPath[] {
  const wide = held.filter(isWide);
  const inCluster = pathsOfScope(wide, undefined, new Set());
  const known = new Set(inCluster.map(({ code }) => code));
  const namespaces = [
    ...new Set(held.flatMap(({ grant }) => grant.namespace ?? [])),
  ].sort();
  return [
    ...inCluster,
    ...namespaces.flatMap(namespace =>
      pathsOfScope(
        held.filter(one => isWide(one) || one.grant.namespace === namespace),
        namespace,
        known,
      ),
    ),
  ];
}

const EVERY_WAY = new Map(WAYS.map(way => [way.code, way]));

function ownStrength(
  holder: Holder,
  paths: readonly EscalationPath[],
): Strong | undefined {
  const path = paths.find(
    ({ code, namespace }) =>
      namespace === undefined && EVERY_WAY.get(code)?.everything,
  );
  if (path)
    return { because: path.sentence.replace(/\.$/, ''), severity: 'critical' };
  const creates = holder.held.filter(
    one => isWide(one) && one.power === 'create-workloads',
  );
  return creates.length > 0
    ? {
        because: `can start a pod as any ServiceAccount: ${heldTitles(
          creates,
        )}`,
        severity: 'high',
      }
    : undefined;
}

/** Accounts of the control plane that every cluster has, and what they may do. */
const CONTROL_PLANE = {
  namespace: 'kube-system',
  id: 'ServiceAccount:kube-system/clusterrole-aggregation-controller',
  strong: { because: 'can become cluster-admin', severity: 'critical' },
} as const;

interface Target {
  id: string;
  name: string;
  strong: Strong;
}

const accountOf = (id: string) =>
  /^ServiceAccount:([^/]+)\/(.+)$/.exec(id)?.slice(1) ?? [];

function targetsByNamespace(
  strong: ReadonlyMap<string, Strong>,
): ReadonlyMap<string, readonly Target[]> {
  const targets = new Map<string, Target[]>();
  for (const [id, one] of [...strong].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [namespace, name] = accountOf(id);
    if (namespace !== undefined) {
      targets.set(namespace, [
        ...(targets.get(namespace) ?? []),
        { id, name, strong: one },
      ]);
    }
  }
  return targets;
}

/** The first strong account that somebody can become in a namespace. */
function throughAccount(
  { id, held }: Holder,
  targets: ReadonlyMap<string, readonly Target[]>,
): EscalationPath | undefined {
  for (const [namespace, strong] of [...targets].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    const here = held.filter(
      ({ grant, power }) =>
        grant.namespace === namespace && TAKEOVER.includes(power),
    );
    for (const target of strong.filter(one => one.id !== id)) {
      const rights = here.filter(
        ({ names }) => names === undefined || names.includes(target.name),
      );
      if (rights.length > 0) {
        return {
          code: 'through-account',
          sentence: `can become ${target.id}: ${heldTitles(
            rights,
          )}; and that account ${target.strong.because}.`,
          severity: target.strong.severity,
          held: rights,
          through: target.id,
        };
      }
    }
  }
  return undefined;
}

function everythingBy(grants: readonly Grant[]): ReadonlyMap<string, Strong> {
  const names = new Map<string, string>();
  for (const { subject, rules = [], namespace, binding } of grants) {
    if (namespace === undefined && allowsEverything(rules)) {
      const id = subjectId(subject);
      const known = names.get(id);
      if (known === undefined || binding.name < known) {
        names.set(id, binding.name);
      }
    }
  }
  return new Map(
    [...names].map(([id, name]) => [
      id,
      {
        because: `may do everything by ClusterRoleBinding ${name}`,
        severity: 'critical',
      },
    ]),
  );
}

/**
 * The ways by which each of these holders may raise their rights: by what they
 * hold, or by becoming an account that can. Found from the strong accounts
 * outwards, so a path is the shortest there is.
 *
 * @param holders - of `ESCALATING`
 */
export function escalationPaths(
  grants: readonly Grant[],
  holders: readonly Holder[],
): ReadonlyMap<string, readonly EscalationPath[]> {
  const paths = new Map(holders.map(one => [one.id, [...ownPaths(one)]]));
  const strong = new Map<string, Strong>([
    [CONTROL_PLANE.id, CONTROL_PLANE.strong],
    ...holders.flatMap((one): [string, Strong][] => {
      const own = ownStrength(one, paths.get(one.id) ?? []);
      return own ? [[one.id, own]] : [];
    }),
    ...everythingBy(grants),
  ]);
  const open = new Set(holders);
  for (let grown = true; grown; ) {
    const targets = targetsByNamespace(strong);
    const found = [...open].flatMap(holder => {
      const path = throughAccount(holder, targets);
      return path ? [{ holder, path }] : [];
    });
    grown = found.length > 0;
    for (const { holder, path } of found) {
      open.delete(holder);
      paths.get(holder.id)?.push(path);
      if (!strong.has(holder.id)) {
        strong.set(holder.id, {
          because: path.sentence.replace(/\.$/, ''),
          severity: path.severity,
        });
      }
    }
  }
  return paths;
}
