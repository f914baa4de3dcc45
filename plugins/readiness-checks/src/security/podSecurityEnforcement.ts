import {
  defineCheck,
  found,
  list,
  na,
  pass,
  undecidable,
  type JudgeContext,
  type Judgement,
  type Occurrence,
  type Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  ADMISSION_DEFAULT,
  ADMISSION_DEFAULTS,
  ENGINE_READS,
  enforcedLevel,
  UNKNOWN_DEFAULT,
  type EnforcedLevel,
} from './enforcedLevel';
import { atLeast, type PodSecurityLevel } from './podSecurityLevel';
import { ENFORCE_LABEL } from './policyVersion';

interface Seen {
  name: string;
  labels: Readonly<Record<string, string>>;
  minor: number;
  wanted: PodSecurityLevel;
}

function occurrence(
  state: 'warn' | 'fail',
  seen: Seen,
  reason: Reason,
): Occurrence {
  const { name, labels, minor, wanted } = seen;
  const prefix = 'pod-security.kubernetes.io';
  const overwrite = Object.keys(labels).some(key => key.startsWith(prefix))
    ? ' --overwrite'
    : '';
  return {
    state,
    reasons: [reason],
    remediation: {
      summary: `Enforce level ${wanted} in namespace ${name}.`,
      type: 'command',
      target: { apiVersion: 'v1', kind: 'Namespace', name },
      content: [
        `kubectl label namespace ${name}${overwrite} ${prefix}/warn=${wanted} ${prefix}/audit=${wanted}`,
        `kubectl label namespace ${name}${overwrite} ${prefix}/enforce=${wanted} ${prefix}/enforce-version=v1.${minor}`,
      ].join('\n'),
      note: 'Run the second line only when no pod of the namespace breaks the level: the label does not touch running pods, but the next restart or drain of one that breaks it does not come back.',
    },
  };
}

/** The rule that an exception names. */
const ruleOf = (labelled: boolean) =>
  labelled ? 'privileged' : 'no-enforcement';

function belowTarget(
  effective: PodSecurityLevel,
  labelled: boolean,
  seen: Seen,
): Occurrence {
  const { name, labels, wanted } = seen;
  if (effective === 'baseline') {
    return occurrence('warn', seen, {
      code: 'baseline-only',
      message: `Namespace ${name} enforces baseline; a tenant's production namespace should enforce ${wanted}.`,
      field: `metadata.labels["${ENFORCE_LABEL}"]`,
    });
  }
  const softened = ['audit', 'warn'].filter(
    mode => labels[`pod-security.kubernetes.io/${mode}`] === 'restricted',
  );
  if (!labelled && softened.length > 0) {
    return occurrence('warn', seen, {
      code: 'not-enforced-yet',
      message: `Namespace ${name} has level restricted for ${softened.join(
        ' and ',
      )} only: a violating pod is reported and still admitted.`,
    });
  }
  return occurrence('fail', seen, {
    code: ruleOf(labelled),
    message: labelled
      ? `Namespace ${name} enforces privileged, which allows everything.`
      : `Nothing enforces a Pod Security level in namespace ${name}.`,
    field: `metadata.labels["${ENFORCE_LABEL}"]`,
  });
}

function enforcedBy({ effective, label, byPolicy }: EnforcedLevel): string {
  if (effective === label) return 'its label';
  return effective === byPolicy ? 'policy' : 'the default of the cluster';
}

/** The verdict of a namespace whose visible level is not the wanted one. */
function judgeBelow(
  { effective, label, open }: EnforcedLevel,
  seen: Seen,
  context: Pick<JudgeContext, 'exception'>,
): Judgement {
  const { name } = seen;
  const labelled = label !== undefined;
  const rule = effective === 'baseline' ? effective : ruleOf(labelled);
  const exception = context.exception({ namespace: name, name, rule });
  if (exception) {
    return effective === 'baseline'
      ? pass({
          code: 'excepted',
          message: `Level baseline is enforced; restricted is excepted: ${exception.reason}`,
        })
      : na('excepted', exception.reason);
  }
  if (open) return undecidable(open.field, open.message);
  const occurred = belowTarget(effective ?? 'privileged', labelled, seen);
  return effective === undefined && occurred.state === 'fail'
    ? undecidable(UNKNOWN_DEFAULT.field, UNKNOWN_DEFAULT.message)
    : found([occurred]);
}

/** `sec-pss-enforced` (`catalogue/20` S2). */
export const podSecurityEnforcement = defineCheck({
  id: 'sec-pss-enforced',
  title: 'The namespace enforces a Pod Security level',
  dimension: 'security',
  control: 'S2',
  scope: { types: ['namespace'], namespaces: ['tenant', 'platform'] },
  severity: 'high',
  stage: 'configured',
  effort: 'S',
  fixKey: 'ns-psa-enforce',
  gate: 'configured',
  reads: [list('namespaces'), ...ENGINE_READS],
  params: ADMISSION_DEFAULT,
  paramValues: ADMISSION_DEFAULTS,
  texts: {
    why: 'A template that keeps to the standard today is one edit away from a privileged pod tomorrow. Only an enforced level refuses that pod, whoever creates it.',
    rules: {
      pass: 'The effective level is baseline or more in a platform namespace and outside production, restricted in a tenant’s production namespace; baseline there with an exception for the rule baseline.',
      warn: 'Baseline in a tenant’s production namespace, or level restricted for audit and warn only.',
      fail: 'Nothing enforces a level, or the label says privileged, and no exception covers it.',
      na: 'System namespaces, and a namespace with an exception for the rule privileged or no-enforcement.',
      unknown:
        'No enforce label, and a cluster-wide default may be set in a file of the API server that no request can read; or a policy engine whose effect cannot be read. The parameter admissionDefault (none, baseline, restricted) answers the first.',
    },
    traps: [
      'enforce acts on pods only: a Deployment is applied without an error and then has no pods.',
      'A label does not touch pods that already run.',
      'The exemptions of an AdmissionConfiguration (users, runtime classes, namespaces) skip every level and are not visible.',
      'A Kyverno policy may exclude the namespace, and a webhook with failurePolicy Ignore enforces nothing while it is down.',
      'Anyone who may patch the namespace may change its level.',
    ],
    fix: 'Set warn and audit first, mend the workloads, then set enforce and pin its version.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
      'https://kyverno.io/docs/policy-types/validating-policy',
      'https://open-policy-agent.github.io/gatekeeper/website/docs/audit/',
    ],
  },
  judge(subject, inventory, context) {
    const { name, namespaceClass, environment } = subject;
    const namespace = inventory.namespaces.find(each => each.name === name);
    if (!namespace) return undecidable('namespaces', 'It was not listed.');
    const { labels } = namespace;
    const strict = namespaceClass === 'tenant' && environment === 'prod';
    const seen: Seen = {
      name,
      labels,
      minor: context.cluster.version.minor,
      wanted: strict ? 'restricted' : 'baseline',
    };
    const level = enforcedLevel(name, labels, inventory, context);
    const { effective } = level;
    if (effective && atLeast(effective, seen.wanted)) {
      return pass({
        code: 'enforced',
        message: `Level ${effective} is enforced by ${enforcedBy(level)}.`,
      });
    }
    return judgeBelow(level, seen, context);
  },
});
