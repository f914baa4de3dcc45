import {
  defineCheck,
  found,
  list,
  na,
  pass,
  undecidable,
  workloads,
  type Judgement,
  type Occurrence,
  type Reason,
  type Remediation,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { injectorFixRoot } from '../injectorFixRoot';
import {
  ADMISSION_DEFAULT,
  ADMISSION_DEFAULTS,
  ENGINE_READS,
  enforcedLevel,
  UNKNOWN_DEFAULT,
  type EnforcedLevel,
} from './enforcedLevel';
import {
  isCompleted,
  makesPods,
  nextPod,
  refusedFor,
  type NextPod,
  type Standard,
} from './nextPod';
import { atLeast, type PodSecurityLevel } from './podSecurityLevel';
import {
  hardening,
  injectorChange,
  violationReason,
} from './podSecurityOccurrences';
import { policyMinor } from './policyVersion';

interface Server {
  uid: string;
  name: string;
  version: { minor: number };
}

const standard = (
  level: PodSecurityLevel | undefined,
  minor: number,
): readonly Standard[] =>
  level === undefined || level === 'privileged' ? [] : [{ level, minor }];

type Labels = Readonly<Record<string, string>>;

const day = (moment: number) => new Date(moment).toISOString().slice(0, 10);

const titleOf = ({ kind, name }: Workload) => `${kind} ${name}`;

const levelsOf = (standards: readonly Standard[]) =>
  standards.map(({ level, minor }) => `${level} (v1.${minor})`).join(' and ');

const strictest = (standards: readonly Standard[]) =>
  standards.some(({ level }) => level === 'restricted')
    ? 'restricted'
    : 'baseline';

function change(pod: NextPod): Remediation {
  const { workload, template, standards, written, added } = pod;
  const level = strictest(standards);
  const [first] = added;
  if (template && written.length > 0) {
    return hardening(workload, template, level, written);
  }
  return first
    ? injectorChange(level, first.injector, first.container)
    : {
        summary: 'Find out what admission refuses, and change the template.',
        type: 'command',
        content: `kubectl get events -n ${workload.namespace} --field-selector reason=FailedCreate`,
        note: 'Events live for an hour; the controller tries again and writes new ones.',
      };
}

function occurrence(
  pod: NextPod,
  cluster: Server,
  state: Occurrence['state'],
  reason: Reason,
  note: string,
): Occurrence {
  const { workload, written, added } = pod;
  const remediation = change(pod);
  const byInjector = written.length === 0 && added.length > 0;
  return {
    state,
    discriminator: `${workload.kind}/${workload.name}`,
    ...(byInjector
      ? {
          fixRoot: injectorFixRoot(cluster, added[0].injector),
          responsible: 'platform' as const,
        }
      : { fixRoot: workload.fixRoot }),
    reasons: [reason, ...refusedFor(pod).map(violationReason)],
    remediation: {
      ...remediation,
      note: [remediation.note, note].filter(Boolean).join(' '),
    },
  };
}

/** Admission has said so itself, whatever its level. */
function refusal(pod: NextPod, cluster: Server): readonly Occurrence[] {
  const { createFailure, live } = pod.workload;
  if (!createFailure?.podSecurity) return [];
  const { since } = createFailure;
  return [
    occurrence(
      pod,
      cluster,
      'fail',
      {
        code: 'pods-refused',
        message: `${titleOf(pod.workload)} cannot create pods${
          since === undefined ? '' : ` since ${day(since)}`
        }: Pod Security admission refuses them. ${live.pods} of its pods run.`,
      },
      'The controller was applied without an error: only pods are refused.',
    ),
  ];
}

function latent(pod: NextPod, cluster: Server): readonly Occurrence[] {
  const { workload, standards } = pod;
  if (refusedFor(pod).length === 0) return [];
  const title = titleOf(workload);
  const levels = levelsOf(standards);
  if (isCompleted(workload)) {
    return [
      occurrence(
        pod,
        cluster,
        'warn',
        {
          code: 'completed-job',
          message: `${title} has no pod left; run again, it would be refused by level ${levels}.`,
        },
        'Delete the Job if it is not needed any more.',
      ),
    ];
  }
  return [
    occurrence(
      pod,
      cluster,
      'fail',
      {
        code: 'latent-violator',
        message: `Level ${levels} refuses the next pod of ${title}: ${workload.live.pods} run, and the next restart, drain or reclaim does not bring them back.`,
      },
      'Change it before the pods restart. If they must, lower the enforced level of the namespace for that time, with an exception that ends.',
    ),
  ];
}

/** What the rules of the next minor version refuse, where no version is pinned. */
function atUpgrade(
  workload: Workload,
  level: PodSecurityLevel | undefined,
  labels: Labels,
  cluster: Server,
): readonly Occurrence[] {
  const next = cluster.version.minor + 1;
  const minor = policyMinor(labels, { minor: next });
  const pod = nextPod(workload, standard(level, minor));
  if (minor !== next || refusedFor(pod).length === 0 || isCompleted(workload)) {
    return [];
  }
  return [
    occurrence(
      pod,
      cluster,
      'warn',
      {
        code: 'breaks-at-upgrade',
        message: `Level ${level} allows the pods of ${titleOf(
          workload,
        )} today; with the rules of v1.${next} it will break at upgrade, and the namespace pins no version.`,
      },
      `Until it is changed, pin the version: kubectl label namespace ${workload.namespace} --overwrite pod-security.kubernetes.io/enforce-version=v1.${cluster.version.minor}`,
    ),
  ];
}

/** Where the level is not known, only pods that meet every level are safe. */
const meetsEveryLevel = (workload: Workload, { version }: Server) =>
  workload.template !== undefined &&
  refusedFor(nextPod(workload, standard('restricted', version.minor)))
    .length === 0;

/** The verdict where nothing that is known to be enforced is broken. */
function judgeClean(
  seen: readonly Workload[],
  { effective, open }: EnforcedLevel,
  cluster: Server,
): Judgement {
  if (seen.length === 0) return na('no-pods', 'Nothing here makes pods.');
  const unknown =
    open ?? (effective === undefined ? UNKNOWN_DEFAULT : undefined);
  const unsafe = seen.find(workload => !meetsEveryLevel(workload, cluster));
  if (unknown && unsafe && !(effective && atLeast(effective, 'restricted'))) {
    return undecidable(unknown.field, unknown.message);
  }
  if (effective === 'privileged' && !unknown) {
    return na(
      'nothing-enforced',
      'Nothing enforces a Pod Security level here.',
    );
  }
  const unread = seen.find(({ template }) => !template);
  return unread
    ? undecidable(
        'template',
        `${titleOf(unread)} has no template and no live pod to read.`,
      )
    : pass({
        code: 'no-violators',
        message: `Admission would let the pods of every workload in again (${seen.length} judged).`,
      });
}

/** `sec-pss-latent-violators` (`catalogue/20` S2). */
export const latentViolators = defineCheck({
  id: 'sec-pss-latent-violators',
  title: 'No running pod would be rejected by the enforced level',
  dimension: 'security',
  control: 'S2',
  scope: { types: ['namespace'] },
  severity: 'high',
  stage: 'used',
  effort: 'M',
  fixKey: 'harden-pod-template',
  gate: 'used',
  reads: [...workloads({ live: true }), list('namespaces'), ...ENGINE_READS],
  params: ADMISSION_DEFAULT,
  paramValues: ADMISSION_DEFAULTS,
  texts: {
    why: 'Admission looks at new pods only. A pod that was there before the label keeps running, and the next drain or reclaimed node takes it away for good.',
    rules: {
      pass: 'Every pod that runs, and every template, would be let in again by what the namespace enforces; or by every level there is.',
      warn: 'Only Jobs that have run would be refused, or pods would be refused by the rules of the next minor version and the namespace pins none.',
      fail: 'A running pod or a current template that the enforced level refuses, or a controller whose pods are being refused now. One finding for each workload.',
      na: 'Nothing enforces a level, or nothing makes pods; system namespaces.',
      unknown:
        'The pods cannot be read, or the level is not known (no label; see sec-pss-enforced and its parameter admissionDefault, which this check has too) and some pod does not meet level restricted.',
    },
    traps: [
      'A label added under running pods hides the outage until a node is drained.',
      'A Deployment is applied without an error and then has no pods: the failure stands at its ReplicaSet.',
      'Without a pinned version the rules tighten with the upgrade of the cluster.',
      'A parked workload makes no pods, and a debugging container does not come back with the next pod.',
    ],
    fix: 'Change the template before it restarts; lower the level for that time if it must restart now.',
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    ],
  },
  judge(subject, inventory, context) {
    const { name } = subject;
    const namespace = inventory.namespaces.find(each => each.name === name);
    if (!namespace) return undecidable('namespaces', 'It was not listed.');
    const { labels } = namespace;
    const { cluster } = context;
    const level = enforcedLevel(name, labels, inventory, context);
    const { label, answer, byPolicy } = level;
    const own = label ?? answer;
    const standards = [
      ...standard(own, policyMinor(labels, cluster.version)),
      ...standard(byPolicy, cluster.version.minor),
    ];
    const seen = subject.workloads.filter(makesPods);
    const occurrences = seen.flatMap(workload => {
      const pod = nextPod(workload, standards);
      // One finding for each workload: what is worst comes first.
      return [
        ...refusal(pod, cluster),
        ...latent(pod, cluster),
        ...atUpgrade(workload, own, labels, cluster),
      ].slice(0, 1);
    });
    return occurrences.length > 0
      ? found(occurrences)
      : judgeClean(seen, level, cluster);
  },
});
