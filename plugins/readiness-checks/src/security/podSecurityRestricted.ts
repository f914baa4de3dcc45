import {
  defineCheck,
  found,
  list,
  na,
  pass,
  undecidable,
  workloads,
  type Container,
  type Occurrence,
  type PodTemplate,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { workloadRemediation } from '../workloadRemediation';
import { labelledLevel } from './podSecurityLevel';
import { exceptedReason, podFindings } from './podSecurityOccurrences';
import type { Violation } from './podSecurityRule';
import { policyMinor } from './policyVersion';

/** What hardly any program notices when it is set. */
const SAFE_TO_SET = ['seccompProfile_restricted', 'capabilities_restricted'];

const isSafeToSet = ({ rule, unset }: Violation) =>
  unset === true && SAFE_TO_SET.includes(rule);

/** Nothing but the image says who it runs as, and it must not be root. */
function hangsOnImage(template: PodTemplate, container: Container): boolean {
  const own = container.securityContext;
  const pod = template.securityContext;
  return (
    (own?.runAsNonRoot ?? pod?.runAsNonRoot) === true &&
    (own?.runAsUser ?? pod?.runAsUser) === undefined
  );
}

/** The kubelet refuses to start an image of root that admission let through. */
function refusedByKubelet(
  workload: Workload,
  template: PodTemplate,
): readonly Occurrence[] {
  const refused = template.containers.filter(
    container =>
      hangsOnImage(template, container) &&
      workload.live.waiting.some(
        waiting =>
          waiting.container === container.name &&
          waiting.reason === 'CreateContainerConfigError',
      ),
  );
  if (refused.length === 0) return [];
  return [
    {
      state: 'warn',
      discriminator: 'not-started',
      reasons: refused.map(({ name }) => ({
        code: 'image-may-be-root',
        message: `Container ${name} meets the level and does not start (CreateContainerConfigError): runAsNonRoot refuses an image whose user is root, and nothing else names a user. A Secret or ConfigMap that is missing ends the same way.`,
        container: name,
        field: 'securityContext.runAsNonRoot',
      })),
      remediation: workloadRemediation(workload, {
        topic: 'security',
        summary: 'Say which user the containers run as.',
        byHand: [
          `Read what the kubelet says: kubectl describe pods -n ${workload.namespace}`,
          ...refused.map(
            ({ name }) =>
              `If it is the user: set securityContext.runAsUser of container ${name} to a user that its image can run as, any but 0, or build the image with a USER that is a number.`,
          ),
        ],
      }),
    },
  ];
}

/** `sec-pss-restricted-pod` (`catalogue/20` S2). */
export const podSecurityRestricted = defineCheck({
  id: 'sec-pss-restricted-pod',
  title: 'Pod spec meets Restricted',
  dimension: 'security',
  control: 'S2',
  scope: {
    types: ['workload'],
    classes: ['service', 'worker', 'batch', 'stateful'],
  },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'harden-pod-template',
  gate: 'used',
  reads: [...workloads(), list('namespaces')],
  texts: {
    why: 'Level restricted takes from a program what it hardly ever needs: root, more rights than it started with, most of the calls of the kernel. A hole in the program then stays a hole in that program.',
    rules: {
      pass: 'Nothing in the pod breaks a rule of level restricted, at the policy version of its namespace.',
      warn: 'Only a seccomp profile or the dropping of all capabilities is missing, which hardly any program notices; or only an injected or an ephemeral container younger than 24 h breaks a rule; or a container that meets the level waits with CreateContainerConfigError, as an image of root does.',
      fail: 'Anything else that level restricted does not allow. One finding for each workload lists all of it.',
      na: 'Static pods, parked workloads, an agent in a namespace whose label is privileged, and workloads whose every violation is excepted.',
      unknown:
        'The template cannot be read: an operator’s workload without a live pod.',
    },
    traps: [
      'Every container counts: init containers, sidecars, and what an injector adds. istio-init needs NET_ADMIN and NET_RAW unless the Istio CNI plugin is installed; that is the injector’s finding.',
      'runAsNonRoot with an image of root passes admission and then does not start.',
      'Windows pods are exempt from seccomp, capabilities and privilege escalation only where spec.os.name says windows: a node selector is not enough, and admission really rejects them.',
      'hostUsers false relaxes runAsNonRoot and runAsUser from policy version 1.35 on.',
      'readOnlyRootFilesystem, resource limits and service account tokens are no part of the standard.',
    ],
    fix: 'Set runAsNonRoot and the seccomp profile for the pod; for each container forbid privilege escalation and drop all capabilities.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      'https://github.com/kubernetes/pod-security-admission',
    ],
  },
  judge({ workload }, { namespaces }, context) {
    const { template, namespace, name, classes } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const labels =
      namespaces.find(each => each.name === namespace)?.labels ?? {};
    if (classes.has('agent') && labelledLevel(labels) === 'privileged') {
      return na(
        'privileged-namespace',
        `Namespace ${namespace} is for privileged agents.`,
      );
    }
    const minor = policyMinor(labels, context.cluster.version);
    const { occurrences, excepted } = podFindings(workload, template, {
      level: 'restricted',
      minor,
      now: context.now,
      cluster: context.cluster,
      exception: rule => context.exception({ namespace, name, rule }),
      stateOf: violations => (violations.every(isSafeToSet) ? 'warn' : 'fail'),
      severityOf: () => undefined,
    });
    const all = [...occurrences, ...refusedByKubelet(workload, template)];
    if (all.length > 0) return found(all);
    return excepted.length > 0
      ? na('excepted', exceptedReason('restricted', excepted))
      : pass({
          code: 'restricted',
          message: `Meets level restricted of v1.${minor}.`,
        });
  },
});
