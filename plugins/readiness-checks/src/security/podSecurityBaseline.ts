import {
  defineCheck,
  found,
  list,
  na,
  pass,
  undecidable,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import { isCriticalHostPath } from './criticalHostPath';
import { exceptedReason, podFindings } from './podSecurityOccurrences';
import type { Violation } from './podSecurityRule';
import { policyMinor } from './policyVersion';

const isCritical = ({ rule, field, found: value }: Violation) =>
  rule === 'privileged' ||
  (rule === 'hostNamespaces' && field === 'hostPID') ||
  (rule === 'hostPathVolumes' && isCriticalHostPath(value));

const severityOf = (violations: readonly Violation[]) =>
  violations.some(isCritical) ? ('critical' as const) : ('high' as const);

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
    const { template, namespace, name } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const labels =
      namespaces.find(each => each.name === namespace)?.labels ?? {};
    const minor = policyMinor(labels, context.cluster.version);
    const { occurrences, excepted } = podFindings(workload, template, {
      level: 'baseline',
      minor,
      now: context.now,
      cluster: context.cluster,
      exception: rule => context.exception({ namespace, name, rule }),
      stateOf: () => 'fail',
      severityOf,
    });
    if (occurrences.length > 0) return found(occurrences);
    return excepted.length > 0
      ? na('excepted', exceptedReason('baseline', excepted))
      : pass({
          code: 'baseline',
          message: `Meets level baseline of v1.${minor}.`,
        });
  },
});
