import {
  defineCheck,
  found,
  list,
  na,
  pass,
  undecidable,
  workloads,
  type Container,
  type Exception,
  type Occurrence,
  type PodTemplate,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { injectorFixRoot } from '../injectorFixRoot';
import { mergeChanges } from '../mergeChanges';
import { workloadRemediation } from '../workloadRemediation';
import { isCriticalHostPath } from './criticalHostPath';
import { baselineViolations, type Violation } from './podSecurityStandards';
import { policyMinor } from './policyVersion';

const DAY = 24 * 60 * 60 * 1000;

const isCritical = ({ rule, field, found: value }: Violation) =>
  rule === 'privileged' ||
  (rule === 'hostNamespaces' && field === 'hostPID') ||
  (rule === 'hostPathVolumes' && isCriticalHostPath(value));

const severityOf = (violations: readonly Violation[]) =>
  violations.some(isCritical) ? ('critical' as const) : ('high' as const);

function reason(violation: Violation): Reason {
  const { rule, container, field, found: value } = violation;
  const where = container ? `Container ${container}` : 'The pod';
  return {
    code: rule,
    message: `${where} sets ${field} to ${
      value || 'a value'
    }, which ${rule} of level baseline does not allow.`,
    ...(container && { container }),
    field,
  };
}

const HOST_PATH_NOTE =
  'The patch puts an empty directory in place of the host path: move what the container read there into a volume first. A node agent that needs the node belongs in its own namespace, with an exception that says why.';

function templateOccurrence(
  workload: Workload,
  template: PodTemplate,
  violations: readonly Violation[],
): Occurrence {
  const containers = template.containers.flatMap(({ name, role }) => {
    const changes = violations.flatMap(({ container, change }) =>
      container === name && change ? [change] : [],
    );
    return changes.length > 0
      ? [{ name, role, fields: mergeChanges(changes) }]
      : [];
  });
  const spec = mergeChanges(
    violations.flatMap(({ container, change }) =>
      container === undefined && change ? [change] : [],
    ),
  );
  return {
    state: 'fail',
    severity: severityOf(violations),
    reasons: violations.map(reason),
    remediation: workloadRemediation(workload, {
      topic: 'security',
      summary: 'Remove what level baseline does not allow.',
      spec,
      containers,
      byHand: violations.flatMap(({ byHand }) => byHand ?? []),
      ...(violations.some(({ rule }) => rule === 'hostPathVolumes') && {
        note: HOST_PATH_NOTE,
      }),
    }),
  };
}

/** `kubectl debug` is an event, judged by what the live pods say of it. */
const withoutEphemeral = (template: PodTemplate): PodTemplate => ({
  ...template,
  containers: template.containers.filter(({ role }) => role !== 'ephemeral'),
});

/** The pod as if this were its only container, so that no other speaks for it. */
const alone = (template: PodTemplate, container: Container): PodTemplate => ({
  labels: {},
  annotations: {},
  containers: [container],
  volumes: [],
  hostNetwork: false,
  hostPID: false,
  hostIPC: false,
  hostUsers: template.hostUsers,
});

function injectedOccurrence(
  cluster: { uid: string; name: string },
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
    reasons: violations.map(reason),
    remediation: {
      summary: `Change what ${injector ?? 'the injector'} adds to the pods.`,
      type: 'steps',
      content: `Configure ${
        injector ?? `the webhook that adds container ${container.name}`
      } so that its containers keep to level baseline. ${
        injector === 'istio'
          ? 'istio-init needs NET_ADMIN and NET_RAW: install the Istio CNI plugin, it does the same from the node.'
          : 'The template of the workload is in order.'
      }`,
    },
  };
}

function ephemeralOccurrence(
  workload: Workload,
  startedAt: number | undefined,
  now: number,
  violations: readonly Violation[],
): Occurrence {
  // Without a start nothing of the pod has run yet.
  const old = startedAt !== undefined && now - startedAt >= DAY;
  return {
    state: old ? 'fail' : 'warn',
    discriminator: 'ephemeral',
    severity: severityOf(violations),
    reasons: violations.map(reason),
    remediation: {
      summary: 'End the debugging session.',
      type: 'command',
      content: `kubectl get pods -n ${workload.namespace} -o 'custom-columns=POD:.metadata.name,DEBUG:.spec.ephemeralContainers[*].name'`,
      note: 'An ephemeral container stays until its pod goes: delete the pods that the command shows, their controller creates them anew.',
    },
  };
}

function liveOccurrences(
  workload: Workload,
  template: PodTemplate,
  judge: (pod: PodTemplate) => readonly Violation[],
  context: { now: number; cluster: { uid: string; name: string } },
): readonly Occurrence[] {
  const { injected, ephemeral } = workload.live;
  return [
    ...injected.flatMap(({ container, injector }) => {
      const violations = judge(alone(template, container));
      return violations.length > 0
        ? [injectedOccurrence(context.cluster, injector, container, violations)]
        : [];
    }),
    ...ephemeral.flatMap(({ container, startedAt }) => {
      const violations = judge(alone(template, container));
      return violations.length > 0
        ? [ephemeralOccurrence(workload, startedAt, context.now, violations)]
        : [];
    }),
  ];
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

function excepted(exceptions: readonly Exception[]): string {
  const reasons = [...new Set(exceptions.map(({ reason: why }) => why))];
  return `Everything that level baseline does not allow here is excepted: ${reasons.join(
    '; ',
  )}`;
}

/** `sec-pss-baseline-pod` (`catalogue/20` S2). */
export const podSecurityBaseline = defineCheck({
  id: 'sec-pss-baseline-pod',
  title: 'Pod spec meets Baseline',
  dimension: 'security',
  control: 'S2',
  scope: { types: ['workload'], namespaces: ['tenant', 'platform', 'system'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'M',
  fixKey: 'harden-pod-template',
  gate: 'configured',
  reads: [...workloads(), list('namespaces')],
  texts: {
    why: 'Level baseline of the Pod Security Standards stops the known ways out of a container: a privileged container, the namespaces or the files of its node. Who gets into such a pod has the node, and with it every other pod there.',
    rules: {
      pass: 'Nothing in the pod breaks a rule of level baseline, at the policy version of its namespace.',
      warn: 'Only an ephemeral container younger than 24 h or an injected container breaks a rule; the latter is the finding of the injector’s owner.',
      fail: 'The template breaks a rule. One finding for each workload lists all of them; critical for privileged, hostPID and host paths that give away the node, else high.',
      na: 'Static pods, parked workloads, and workloads whose every violation is excepted.',
      unknown:
        'The template cannot be read: an operator’s workload without a live pod.',
    },
    traps: [
      'CNI, CSI, node-exporter and log agents need the node: they are excepted by namespace, name and rule. The next DaemonSet with a host path in kube-system is still a finding.',
      'hostPort 0 is allowed.',
      'Adding NET_RAW breaks baseline although container runtimes grant it by default.',
      'A rule holds from its policy version on; a namespace may pin an older one.',
      'Ephemeral containers count for the standard, but kubectl debug is an event and not the posture of the workload.',
    ],
    fix: 'Remove the field. A node agent that needs it moves to a namespace of its own, with an exception that says why.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      'https://github.com/kubernetes/pod-security-admission',
    ],
  },
  judge({ workload }, { namespaces }, context) {
    const { template } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const labels =
      namespaces.find(({ name }) => name === workload.namespace)?.labels ?? {};
    const minor = policyMinor(labels, context.cluster.version);
    const exceptions: Exception[] = [];
    const standing = (pod: PodTemplate) =>
      baselineViolations(pod, minor).filter(({ rule }) => {
        const exception = context.exception({
          namespace: workload.namespace,
          name: workload.name,
          rule,
        });
        if (exception) exceptions.push(exception);
        return exception === undefined;
      });
    const violations = standing(withoutEphemeral(template));
    const occurrences = grouped([
      ...(violations.length > 0
        ? [templateOccurrence(workload, template, violations)]
        : []),
      ...liveOccurrences(workload, template, standing, context),
    ]);
    if (occurrences.length > 0) return found(occurrences);
    return exceptions.length > 0
      ? na('excepted', excepted(exceptions))
      : pass({
          code: 'baseline',
          message: `Meets level baseline of v1.${minor}.`,
        });
  },
});
