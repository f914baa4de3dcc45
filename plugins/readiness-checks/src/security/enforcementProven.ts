import {
  apiServerMetrics,
  defineCheck,
  evidence,
  found,
  isUnreadable,
  list,
  na,
  pass,
  undecidable,
  type Inventory,
  type JudgeContext,
  type MetricSample,
  type NamespaceObject,
  type Occurrence,
} from '@readiness/backstage-plugin-readiness-engine';
import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import { clusterEvidence } from './clusterEvidence';
import {
  ADMISSION_DEFAULT,
  ADMISSION_DEFAULTS,
  ENGINE_READS,
  enforcedLevel,
} from './enforcedLevel';
import { atLeast } from './podSecurityLevel';

const ID = 'sec-pss-enforcement-proven';
const WHAT = 'admission-drill';
const DAY = 24 * 60 * 60 * 1000;
/** How long a denial proves that denials happen. */
const VALID_DAYS = 90;

type Key = 'namespaces' | (typeof ENGINE_READS)[number]['provides'];

/** Requests that this API server has refused since it started. */
function denials(samples: readonly MetricSample[]): number {
  return samples
    .filter(
      ({ metric, labels }) =>
        (metric === 'pod_security_evaluations_total' &&
          labels.decision === 'deny' &&
          labels.mode === 'enforce') ||
        (metric === 'apiserver_validating_admission_policy_check_total' &&
          labels.enforcement_action === 'deny'),
    )
    .reduce((sum, { value }) => sum + value, 0);
}

/** Epoch ms; absent where the server does not say. */
function startedAt(samples: readonly MetricSample[]): number | undefined {
  const start = samples.find(
    ({ metric }) => metric === 'process_start_time_seconds',
  );
  return start && start.value * 1000;
}

/** A namespace where a privileged pod has to be refused. */
function guarded(
  inventory: Pick<Inventory, Key>,
  context: Pick<JudgeContext<Key>, 'params' | 'source' | 'namespaceClass'>,
): { some?: NamespaceObject; open: boolean } {
  const levels = inventory.namespaces
    .filter(({ name }) => context.namespaceClass(name) !== 'system')
    .map(namespace => ({
      namespace,
      level: enforcedLevel(
        namespace.name,
        namespace.labels,
        inventory,
        context,
      ),
    }));
  return {
    some: levels.find(
      ({ level }) => level.effective && atLeast(level.effective, 'baseline'),
    )?.namespace,
    open: levels.some(
      ({ level }) => level.open !== undefined || level.effective === undefined,
    ),
  };
}

function occurrence(
  state: Occurrence['state'],
  code: string,
  message: string,
  namespace: string,
): Occurrence {
  return {
    state,
    reasons: [{ code, message }],
    remediation: {
      summary: 'Let a job try what has to be refused, every week.',
      type: 'command',
      content: `! kubectl run psa-canary -n ${namespace} --image=registry.k8s.io/pause:3.10 --privileged --dry-run=server`,
      note: `The scanner never sends it: it needs the right to create pods. Run it in CI, and record a refusal as evidence of kind ${WHAT} with the job as artefact.`,
    },
  };
}

/** `sec-pss-enforcement-proven` (`catalogue/20` S2). */
export const enforcementProven = defineCheck({
  id: ID,
  title: 'A denial has been observed',
  dimension: 'security',
  control: 'S2',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'proven',
  effort: 'S',
  fixKey: 'pss-denial-drill',
  gate: 'proven',
  reads: [
    list('namespaces'),
    ...ENGINE_READS,
    apiServerMetrics(),
    evidence(WHAT),
  ],
  params: ADMISSION_DEFAULT,
  paramValues: ADMISSION_DEFAULTS,
  texts: {
    why: 'A label says what admission should do. That a pod was refused, once, says that it does: no exemption, no switched-off plugin, no webhook that failed open.',
    rules: {
      pass: 'The API server has refused a pod and has run for 90 days or less, or a drill was refused within 90 days and that is recorded.',
      warn: 'The last drill is older, the API server has refused none since it started, or it has run for so long that its denials cannot be dated.',
      fail: 'In the newest recorded drill the pod was admitted.',
      na: 'Nothing enforces a level.',
      unknown:
        'The metrics of the API server may not be read and no drill is recorded; or whether anything is enforced is not known.',
    },
    traps: [
      'Managed control planes do not always let anybody read the metrics of the API server.',
      'Each API server counts for itself, from its start, and not by namespace.',
      'Users, runtime classes and namespaces that the AdmissionConfiguration exempts are never refused.',
    ],
    fix: 'Let CI try to create a privileged pod every week; it has to be refused.',
    references: ['https://github.com/kubernetes/pod-security-admission'],
  },
  judge({ subject }, inventory, context) {
    const { now } = context;
    const { some, open } = guarded(inventory, context);
    const namespace = some?.name ?? 'default';
    const drill = clusterEvidence(
      inventory.evidence,
      { check: ID, what: WHAT, subject: subjectKey(subject) },
      now,
    );
    if (drill?.state === 'failed') {
      return found([
        occurrence(
          'fail',
          'admitted',
          `The drill ${drill.age} days ago was not refused: a pod that the level forbids was admitted.`,
          namespace,
        ),
      ]);
    }
    if (drill?.state === 'current' && drill.age <= VALID_DAYS) {
      return pass({
        code: 'drill-refused',
        message: `A forbidden pod was refused in a drill ${drill.age} days ago.`,
      });
    }
    if (!some && !open) {
      return na('nothing-enforced', 'Nothing enforces a Pod Security level.');
    }
    const count = denials(inventory.apiServerMetrics);
    const start = startedAt(inventory.apiServerMetrics);
    const days = start && Math.floor((now - start) / DAY);
    if (count > 0 && days !== undefined && days <= VALID_DAYS) {
      return pass({
        code: 'denied',
        message: `The API server has refused ${count} requests since it started ${days} days ago.`,
      });
    }
    if (count > 0) {
      return found([
        occurrence(
          'warn',
          'undated-denials',
          `The API server has refused ${count} requests since it started ${
            days === undefined ? 'at an unknown time' : `${days} days ago`
          }; whether one was within ${VALID_DAYS} days cannot be told.`,
          namespace,
        ),
      ]);
    }
    if (drill) {
      return found([
        occurrence(
          'warn',
          'drill-old',
          `The last drill was refused ${drill.age} days ago.`,
          namespace,
        ),
      ]);
    }
    const { state } = context.source('apiServerMetrics');
    if (isUnreadable(state) || inventory.apiServerMetrics.length === 0) {
      return undecidable(
        'apiServerMetrics',
        'The API server shows no metrics of admission, and no drill is recorded.',
      );
    }
    return some
      ? found([
          occurrence(
            'warn',
            'never-denied',
            `A level is enforced, and the API server has refused nothing since it started${
              days === undefined ? '' : ` ${days} days ago`
            }: that it would is not shown.`,
            namespace,
          ),
        ])
      : undecidable(
          'pod_security_evaluations_total',
          'Whether anything enforces a level is not known, and nothing was refused.',
        );
  },
});
