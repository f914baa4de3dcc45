import {
  defineCheck,
  found,
  isUnreadable,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  Inventory,
  JudgeContext,
  JudgedSubjects,
  Judgement,
  KeysOf,
  Occurrence,
  Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import { addAlerts } from './alertRemediation';
import { alertSignals } from './alertSignals';
import type { AlertSignal } from './alertSignals';
import {
  connectMetrics,
  NOT_LIVE_VERIFIED,
  ruleReads,
  visibleRules,
} from './alertingRules';
import type { AlertingRule, VisibleRules } from './alertingRules';
import {
  isGenericAlert,
  isGenericRunbook,
  watchesAnyWorkload,
} from './genericRules';
import { ruleReach } from './ruleAttribution';
import type { Reach } from './ruleAttribution';
import { repairRule, selectRule } from './ruleRemediation';
import { mismatch } from './ruleSelection';
import { sloCovers } from './sloCoverage';

const reads = [
  ...ruleReads,
  ...workloads({ services: true }),
  optionalList('slothSlos'),
  optionalList('pyrraSlos'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Subject = JudgedSubjects['workload'];
type Context = JudgeContext<Key>;

interface Reaching {
  rule: AlertingRule;
  reach: Reach;
}

function reaching(
  rules: readonly AlertingRule[],
  { workload }: Subject,
): readonly Reaching[] {
  return rules.flatMap(rule => {
    const reach = ruleReach(rule, workload);
    return reach === 'nothing' ? [] : { rule, reach };
  });
}

/** A rule that somebody wrote for this workload. */
function isSpecific({ rule, reach }: Reaching, subject: Subject): boolean {
  // What ships with a stack is specific for the stack's own parts only.
  const shipped =
    subject.namespaceClass === 'tenant' &&
    Object.values(rule.annotations).some(text => isGenericRunbook(text));
  return reach === 'workload' && !isGenericAlert(rule.alert) && !shipped;
}

function missingSignals(
  subject: Subject,
  signals: ReadonlySet<AlertSignal>,
): readonly AlertSignal[] {
  if (signals.has('objective')) return [];
  if (subject.workload.classes.has('service')) {
    return (['errors', 'latency'] as const).filter(
      signal => !signals.has(signal),
    );
  }
  return signals.has('errors') || signals.has('saturation')
    ? []
    : ['errors', 'saturation'];
}

/** Alerts that reach it without naming it. */
function isGeneral({ rule, reach }: Reaching): boolean {
  return reach === 'namespace' || watchesAnyWorkload(rule.alert);
}

/** A rule for it exists, but no Prometheus loads it. */
function notLoaded(
  rule: AlertingRule,
  inventory: Seen,
): Occurrence | undefined {
  const object = inventory.prometheusRules.find(
    ({ namespace, name }) =>
      namespace === rule.object?.namespace && name === rule.object?.name,
  );
  if (!object) return undefined;
  const [prometheus] = inventory.prometheuses;
  const why = prometheus && mismatch(object, prometheus, inventory.namespaces);
  return {
    state: 'fail',
    reasons: [
      {
        code: 'rules-not-loaded',
        message: `${rule.alert} of PrometheusRule ${object.namespace}/${object.name} is written for it, but no Prometheus loads that object.`,
      },
    ],
    remediation:
      object.accepted === undefined && why
        ? selectRule(object, prometheus, why)
        : repairRule(object),
  };
}

function names(rules: readonly AlertingRule[]): string {
  const all = [...new Set(rules.map(({ alert }) => alert))];
  const shown = all.slice(0, 3).join(', ');
  return all.length > 3 ? `${shown} and ${all.length - 3} more` : shown;
}

function notVerified(cluster: string): Occurrence {
  return {
    state: 'warn',
    severity: 'medium',
    reasons: [
      {
        code: NOT_LIVE_VERIFIED,
        message:
          'Objects for its alerts exist and are in order; whether they are loaded was not seen.',
      },
    ],
    remediation: connectMetrics(cluster),
    responsible: 'platform',
  };
}

interface Found {
  specific: readonly AlertingRule[];
  general: readonly AlertingRule[];
  signals: ReadonlySet<AlertSignal>;
  silentSlo: boolean;
}

function look(
  subject: Subject,
  rules: readonly AlertingRule[],
  inventory: Seen,
): Found {
  const slos = [...inventory.pyrraSlos, ...inventory.slothSlos].filter(slo =>
    sloCovers(slo, subject.workload, inventory.workloads),
  );
  const all = reaching(rules, subject);
  const specific = all
    .filter(each => isSpecific(each, subject))
    .map(({ rule }) => rule);
  const own = specific.flatMap(({ expr }) => [...alertSignals(expr)]);
  const objective = slos.some(({ alerting }) => alerting);
  return {
    specific,
    general: all.filter(isGeneral).map(({ rule }) => rule),
    signals: new Set(objective ? [...own, 'objective' as const] : own),
    silentSlo: slos.length > 0 && !objective,
  };
}

/** What there is, where it is not enough. */
function partReasons(
  { specific, general, signals, silentSlo }: Found,
  missing: readonly AlertSignal[],
): readonly Reason[] {
  const all: (Reason | false)[] = [
    specific.length > 0 && {
      code: 'partly-covered',
      message: `${names(specific)} watch ${
        signals.size > 0 ? [...signals].join(' and ') : 'something else'
      }; nothing watches ${missing.join(' or ')}.`,
    },
    silentSlo && {
      code: 'objective-without-alert',
      message: 'It has an objective whose alerts are disabled.',
    },
    specific.length === 0 &&
      general.length > 0 && {
        code: 'generic-only',
        message: `Only alerts that watch every workload reach it, e.g. ${names(
          general,
        )}.`,
      },
  ];
  return all.filter((reason): reason is Reason => reason !== false);
}

function judgeIncomplete(
  subject: Subject,
  seen: Found,
  missing: readonly AlertSignal[],
  visible: VisibleRules & { readable: true },
  inventory: Seen,
  context: Context,
): Judgement {
  const unread = (['pyrraSlos', 'slothSlos'] as const).find(key =>
    isUnreadable(context.source(key).state),
  );
  if (unread) return undecidable(unread);
  const stranded = reaching(visible.unloaded, subject).find(each =>
    isSpecific(each, subject),
  );
  const lost = stranded && notLoaded(stranded.rule, inventory);
  if (lost && seen.specific.length === 0) return found([lost]);
  const reasons = partReasons(seen, missing);
  if (reasons.length === 0 && !visible.verified) {
    return undecidable('liveRules');
  }
  const installed = (key: 'pyrraSlos' | 'slothSlos') =>
    context.source(key).state !== 'absent';
  return found([
    {
      state: reasons.length > 0 ? 'warn' : 'fail',
      reasons:
        reasons.length > 0
          ? reasons
          : [
              {
                code: 'no-alerts',
                message: 'No alert reaches it, and no objective does.',
              },
            ],
      remediation: addAlerts(subject.workload, missing, {
        pyrra: installed('pyrraSlos'),
        sloth: installed('slothSlos'),
        prometheuses: inventory.prometheuses,
      }),
    },
  ]);
}

export function judgeAlertCoverage(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const excepted = context.exception(subject.workload);
  if (excepted) return na('excepted', excepted.reason);
  if (
    subject.workload.classes.has('batch') ||
    subject.workload.classes.has('agent')
  ) {
    return na(
      'not-a-service',
      'Neither a service nor a worker; a job failure alert is enough for it.',
    );
  }
  const visible = visibleRules(inventory, context);
  const seen = look(subject, visible.readable ? visible.rules : [], inventory);
  const missing = missingSignals(subject, seen.signals);
  if (!visible.readable) {
    const declared =
      missing.length === 0 &&
      context.source('liveRules').state === 'notConnected';
    return declared
      ? found([notVerified(context.cluster.name)])
      : undecidable(visible.field);
  }
  if (missing.length > 0) {
    return judgeIncomplete(subject, seen, missing, visible, inventory, context);
  }
  return visible.verified
    ? pass({
        code: 'covered',
        message:
          seen.specific.length > 0
            ? `Covered by ${names(seen.specific)}.`
            : 'Covered by an objective with alerts.',
      })
    : found([notVerified(context.cluster.name)]);
}

export const alertCoverage = defineCheck({
  id: 'obs-alert-coverage',
  title: 'The service has alerts on errors, latency and saturation',
  dimension: 'observability',
  control: 'O2',
  scope: { types: ['workload'], classes: ['service', 'worker'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'service-alerts',
  gate: 'configured',
  reads,
  texts: {
    why: 'Alerts that ship with the stack say that a pod crashes, not that customers see errors. Degradation of one service is noticed by an alert written for it, or by its users.',
    rules: {
      pass: 'A service: errors and latency are covered by alerts that name it. A worker: failures or backlog. An objective with alerts counts for all of them.',
      warn: 'One of them, or only alerts that watch every workload or the whole namespace; or no metrics store is connected and all is in order (not-live-verified).',
      fail: 'Nothing reaches it; or the alerts written for it are in an object that no Prometheus loads.',
      na: 'Parked and static workloads, batch, DaemonSets: a job failure alert is enough for them.',
      unknown:
        'The rules cannot be read; or no metrics store is connected and no rule object speaks of it.',
    },
    traps: [
      'An alert covers a workload when its labels or its label matchers name the namespace and the workload, service, app, job, pod or container. The namespace of the PrometheusRule counts where the expression names none.',
      'kube-prometheus ships 139 alerts; none of them is about a service. A copy that still links their runbook is not, either, outside platform namespaces.',
      'namespace=~".+" names no namespace.',
      'http_request_duration_seconds_count{code=~"5.."} is about errors, whatever its name says.',
    ],
    fix: 'An objective first (Pyrra, Sloth): its alerts on the burn rate cover errors and latency. Else two alerts: error ratio and P95.',
    references: [
      'https://sre.google/workbook/alerting-on-slos/',
      'https://github.com/pyrra-dev/pyrra',
    ],
  },
  judge: judgeAlertCoverage,
});
