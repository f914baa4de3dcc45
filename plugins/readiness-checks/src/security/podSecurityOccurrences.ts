import type { Severity } from '@readiness/backstage-plugin-readiness-common';
import type {
  Container,
  Exception,
  Occurrence,
  PodTemplate,
  Reason,
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { injectorFixRoot } from '../injectorFixRoot';
import { mergeChanges } from '../mergeChanges';
import { workloadRemediation } from '../workloadRemediation';
import type { Violation } from './podSecurityRule';
import { violationsOf } from './podSecurityStandards';

const DAY = 24 * 60 * 60 * 1000;

/** How a check looks at the pods of one workload. */
export interface PodStandard {
  level: Violation['level'];
  /** Of the policy, see `policyMinor`. */
  minor: number;
  now: number;
  cluster: { uid: string; name: string };
  exception(rule: string): Exception | undefined;
  stateOf(violations: readonly Violation[]): Occurrence['state'];
  severityOf(violations: readonly Violation[]): Severity | undefined;
}

/** What a violation says, for people. */
export function violationReason(violation: Violation): Reason {
  const { rule, level, container, field, found, unset } = violation;
  const where = container ? `Container ${container}` : 'The pod';
  const value = found || 'a value';
  return {
    code: rule,
    message: unset
      ? `${where} does not set ${field}, which ${rule} of level ${level} requires.`
      : `${where} sets ${field} to ${value}, which ${rule} of level ${level} does not allow.`,
    ...(container && { container }),
    field,
  };
}

const HOST_PATH_NOTE =
  'The patch puts an empty directory in place of the host path: move what the container read there into a volume first. A node agent that needs the node belongs in its own namespace, with an exception that says why.';

const breaksHostPath = ({ rule, found }: Violation) =>
  rule === 'hostPathVolumes' ||
  (rule === 'restrictedVolumes' && found === 'hostPath');

/** What makes the template meet the level, as one change of it. */
export function hardening(
  workload: Workload,
  template: PodTemplate,
  level: Violation['level'],
  violations: readonly Violation[],
): Remediation {
  const changesOf = (wanted: string | undefined) =>
    violations.flatMap(({ container, change }) =>
      container === wanted && change ? [change] : [],
    );
  return workloadRemediation(workload, {
    topic: 'security',
    summary:
      level === 'baseline'
        ? 'Remove what level baseline does not allow.'
        : 'Make the pods meet level restricted.',
    spec: mergeChanges(changesOf(undefined)),
    containers: template.containers.flatMap(({ name, role }) => {
      const changes = changesOf(name);
      return changes.length > 0
        ? [{ name, role, fields: mergeChanges(changes) }]
        : [];
    }),
    byHand: violations.flatMap(({ byHand }) => byHand ?? []),
    ...(violations.some(breaksHostPath) && { note: HOST_PATH_NOTE }),
  });
}

/** What is to do where the injector's container breaks a level. */
export function injectorChange(
  level: Violation['level'],
  injector: string | undefined,
  container: Container,
): Remediation {
  return {
    summary: `Change what ${injector ?? 'the injector'} adds to the pods.`,
    type: 'steps',
    content: `Configure ${
      injector ?? `the webhook that adds container ${container.name}`
    } so that its containers keep to level ${level}. ${
      injector === 'istio'
        ? 'istio-init needs NET_ADMIN and NET_RAW: install the Istio CNI plugin, it does the same from the node.'
        : 'The template of the workload is in order.'
    }`,
  };
}

function injectedOccurrence(
  { cluster, level, severityOf }: PodStandard,
  injector: string | undefined,
  container: Container,
  violations: readonly Violation[],
): Occurrence {
  return {
    state: 'warn',
    discriminator: `injected/${injector ?? container.name}`,
    severity: severityOf(violations),
    responsible: 'platform',
    fixRoot: injectorFixRoot(cluster, injector),
    reasons: violations.map(violationReason),
    remediation: injectorChange(level, injector, container),
  };
}

function ephemeralOccurrence(
  { now, severityOf }: PodStandard,
  workload: Workload,
  startedAt: number | undefined,
  violations: readonly Violation[],
): Occurrence {
  // Without a start nothing of the pod has run yet.
  const old = startedAt !== undefined && now - startedAt >= DAY;
  return {
    state: old ? 'fail' : 'warn',
    discriminator: 'ephemeral',
    severity: severityOf(violations),
    reasons: violations.map(violationReason),
    remediation: {
      summary: 'End the debugging session.',
      type: 'command',
      content: `kubectl get pods -n ${workload.namespace} -o 'custom-columns=POD:.metadata.name,DEBUG:.spec.ephemeralContainers[*].name'`,
      note: 'An ephemeral container stays until its pod goes: delete the pods that the command shows, their controller creates them anew.',
    },
  };
}

/** One finding for each discriminator, with the reasons of all. */
function grouped(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const byKey = new Map<string | undefined, Occurrence>();
  for (const occurrence of occurrences) {
    const before = byKey.get(occurrence.discriminator);
    byKey.set(
      occurrence.discriminator,
      before
        ? {
            ...(before.state === 'fail' ? before : occurrence),
            severity:
              before.severity === 'critical' ? 'critical' : occurrence.severity,
            reasons: [...before.reasons, ...occurrence.reasons],
          }
        : occurrence,
    );
  }
  return [...byKey.values()];
}

/** With what the container takes over from the pod, and without its neighbours. */
export const ofContainer = (
  judge: (pod: PodTemplate) => readonly Violation[],
  template: PodTemplate,
  container: Container,
): readonly Violation[] =>
  judge({ ...template, containers: [container] }).filter(
    violation => violation.container === container.name,
  );

/** What a workload's pods break of a level, and what is excepted of it. */
export interface PodFindings {
  occurrences: readonly Occurrence[];
  excepted: readonly Exception[];
}

/**
 * The template is the workload's own finding; what an injector adds is the
 * injector's, and a debugging session is an event (`catalogue/00` §0.1).
 */
export function podFindings(
  workload: Workload,
  template: PodTemplate,
  standard: PodStandard,
): PodFindings {
  const { level, minor, stateOf, severityOf } = standard;
  const excepted: Exception[] = [];
  const standing = (pod: PodTemplate) =>
    violationsOf(level, pod, minor).filter(({ rule }) => {
      const exception = standard.exception(rule);
      if (exception) excepted.push(exception);
      return exception === undefined;
    });
  const added = <T>(
    container: Container,
    occurrence: (violations: readonly Violation[]) => T,
  ) => {
    const own = ofContainer(standing, template, container);
    return own.length > 0 ? [occurrence(own)] : [];
  };
  const written = standing(template);
  const { injected, ephemeral } = workload.live;
  return {
    excepted,
    occurrences: grouped([
      ...(written.length > 0
        ? [
            {
              state: stateOf(written),
              severity: severityOf(written),
              reasons: written.map(violationReason),
              remediation: hardening(workload, template, level, written),
            },
          ]
        : []),
      ...injected.flatMap(({ container, injector }) =>
        added(container, violations =>
          injectedOccurrence(standard, injector, container, violations),
        ),
      ),
      ...ephemeral.flatMap(({ container, startedAt }) =>
        added(container, violations =>
          ephemeralOccurrence(standard, workload, startedAt, violations),
        ),
      ),
    ]),
  };
}

/** Why nothing is left of what the level does not allow. */
export function exceptedReason(
  level: Violation['level'],
  exceptions: readonly Exception[],
): string {
  const reasons = [...new Set(exceptions.map(({ reason: why }) => why))];
  return `Everything that level ${level} does not allow here is excepted: ${reasons.join(
    '; ',
  )}`;
}
