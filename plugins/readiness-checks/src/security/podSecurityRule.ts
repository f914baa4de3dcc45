import type {
  Container,
  ContainerSecurity,
  PodTemplate,
} from '@readiness/backstage-plugin-readiness-engine';
import type { YamlMap } from '../toYaml';

/** One field that a rule of the Pod Security Standards does not allow. */
export interface Violation {
  rule: string;
  /** The level that the rule belongs to. */
  level: 'baseline' | 'restricted';
  /** Absent for a field of the pod. */
  container?: string;
  field: string;
  /** What stands there, e.g. `SYS_TIME`; never text of env, args or annotations. */
  found: string;
  /** The field is not set at all, and the rule wants it set. */
  unset?: true;
  /** Fields to merge into the container, or into the pod spec. */
  change?: YamlMap;
  /** What to do where a merge cannot say it. */
  byHand?: string;
}

/** A violation before it is known whose rule it breaks. */
export type Broken = Omit<Violation, 'rule' | 'level'>;

/** A row of the table of the Pod Security Standards, from its first version on. */
export interface PodSecurityRule {
  id: string;
  level: Violation['level'];
  /** First minor version of the policy that has the rule. */
  since: number;
  /** First minor version in which another row has taken its place. */
  until?: number;
  /** Rules of level baseline that it takes the place of. */
  overrides?: readonly string[];
  violations(pod: PodTemplate, minor: number): readonly Broken[];
}

/** Values that are allowed from a minor version of the policy on. */
export type Allowed = readonly { since: number; values: readonly string[] }[];

export const allowed = (rows: Allowed, minor: number) =>
  new Set(rows.filter(row => row.since <= minor).flatMap(row => row.values));

export const PROFILES: ReadonlySet<string> = new Set([
  'RuntimeDefault',
  'Localhost',
]);

/** From here on the rules know pods with a user namespace of their own. */
const USER_NAMESPACES = 35;

/** Root in such a pod is nobody outside of it. */
export const hasOwnUsers = (pod: PodTemplate, minor: number): boolean =>
  minor >= USER_NAMESPACES && pod.hostUsers === false;

type PodSecurity = NonNullable<PodTemplate['securityContext']>;

/** A security context of the pod or of one container. */
interface Place {
  container?: string;
  security: Partial<ContainerSecurity> & Partial<PodSecurity>;
  path: string;
}

function places(pod: PodTemplate): readonly Place[] {
  const own = pod.securityContext
    ? [{ security: pod.securityContext, path: 'securityContext' }]
    : [];
  return [
    ...own,
    ...pod.containers.flatMap(container =>
      container.securityContext
        ? [
            {
              container: container.name,
              security: container.securityContext,
              path: 'securityContext',
            },
          ]
        : [],
    ),
  ];
}

/** A rule on one field of every security context. */
export function onSecurity(
  field: string,
  judge: (
    place: Place,
    pod: PodTemplate,
    minor: number,
  ) => { found: string; to: YamlMap } | undefined,
): PodSecurityRule['violations'] {
  return (pod, minor) =>
    places(pod).flatMap(place => {
      const seen = judge(place, pod, minor);
      if (!seen) return [];
      return [
        {
          container: place.container,
          field: `${place.path}.${field}`,
          found: seen.found,
          change: { securityContext: seen.to },
        },
      ];
    });
}

/** A rule on every container, whatever its type. */
export const perContainer =
  (
    judge: (container: Container) => readonly Broken[],
  ): PodSecurityRule['violations'] =>
  pod =>
    pod.containers.flatMap(judge);
