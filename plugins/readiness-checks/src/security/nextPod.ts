import type {
  Container,
  PodTemplate,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { ofContainer } from './podSecurityOccurrences';
import type { Violation } from './podSecurityRule';
import { violationsOf } from './podSecurityStandards';

/** A level that new pods are held to, at a minor version of its rules. */
export interface Standard {
  level: Violation['level'];
  minor: number;
}

/** What admission would not allow of the next pod of a workload. */
export interface NextPod {
  workload: Workload;
  standards: readonly Standard[];
  /** Absent where there is no template to make it of. */
  template?: PodTemplate;
  written: readonly Violation[];
  /** What injectors add to it. */
  added: readonly {
    injector?: string;
    container: Container;
    violations: readonly Violation[];
  }[];
}

/** A static pod asks nobody, and what is parked makes no pods. */
export const makesPods = ({ classes }: Workload): boolean =>
  !classes.has('static') && !classes.has('parked');

/** It has run, and nothing makes another pod of its template. */
export const isCompleted = ({ kind, live, liveKnown }: Workload): boolean =>
  kind === 'Job' && liveKnown && live.pods === 0;

/** Levels contain each other, so that two of them find the same twice. */
function distinct(violations: readonly Violation[]): readonly Violation[] {
  const keyOf = ({ rule, container, field }: Violation) =>
    [rule, container, field].join('\0');
  return [...new Map(violations.map(each => [keyOf(each), each])).values()];
}

/** The next pod: the template, with what injectors add to the present ones. */
export function nextPod(
  workload: Workload,
  standards: readonly Standard[],
): NextPod {
  const { template, live } = workload;
  if (!template) return { workload, standards, written: [], added: [] };
  const judge = (pod: PodTemplate) =>
    distinct(
      standards.flatMap(({ level, minor }) => violationsOf(level, pod, minor)),
    );
  return {
    workload,
    standards,
    template,
    written: judge(template),
    added: live.injected.flatMap(({ injector, container }) => {
      const violations = ofContainer(judge, template, container);
      return violations.length > 0 ? [{ injector, container, violations }] : [];
    }),
  };
}

/** Everything that it would be refused for. */
export const refusedFor = ({
  written,
  added,
}: NextPod): readonly Violation[] => [
  ...written,
  ...added.flatMap(({ violations }) => violations),
];
