import {
  defineCheck,
  found,
  isUnreadable,
  na,
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
  PrometheusRuleObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { connectMetrics, NOT_LIVE_VERIFIED, ruleReads } from './alertingRules';
import { evaluatingPrometheuses, matchLoadedRules } from './loadedRules';
import type { LoadedObject } from './loadedRules';
import { otherEvaluators } from './otherEvaluators';
import { LOADING, ruleHealth } from './ruleHealth';
import { repairRule, selectRule } from './ruleRemediation';
import {
  mismatch,
  needsNamespaceLabels,
  selectingPrometheuses,
} from './ruleSelection';

const reads = [...ruleReads, ...workloads()] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Subject = JudgedSubjects['cluster'];
type Context = JudgeContext<Key>;

const idOf = ({ namespace, name }: PrometheusRuleObject) =>
  `${namespace}/${name}`;

function rejected(object: PrometheusRuleObject): Occurrence {
  return {
    state: 'fail',
    discriminator: idOf(object),
    reasons: [
      {
        code: 'rule-rejected',
        message: `PrometheusRule ${idOf(
          object,
        )} is not accepted by any Prometheus.`,
        field: 'status.bindings',
      },
    ],
    remediation: repairRule(object),
  };
}

/** No Prometheus asks for it; the one that comes nearest says what is missing. */
function unselected(
  object: PrometheusRuleObject,
  { prometheuses, namespaces }: Seen,
): Occurrence {
  const misses = prometheuses.map(prometheus => ({
    prometheus,
    why: mismatch(object, prometheus, namespaces) ?? ('labels' as const),
  }));
  const { prometheus, why } =
    misses.find(miss => miss.why === 'labels') ?? misses[0];
  return {
    state: 'fail',
    discriminator: idOf(object),
    reasons: [
      {
        code: 'rule-not-selected',
        message: `No Prometheus loads PrometheusRule ${idOf(object)}: ${
          why === 'labels' ? 'its labels do' : 'its namespace does'
        } not match the ${
          why === 'labels' ? 'ruleSelector' : 'ruleNamespaceSelector'
        } of ${prometheus.namespace}/${prometheus.name}.`,
        field: 'metadata.labels',
      },
    ],
    remediation: selectRule(object, prometheus, why),
  };
}

type Standing = 'selected' | 'rejected' | 'unselected' | 'unseen';

/** What the cluster itself shows of an object. */
function standing(
  object: PrometheusRuleObject,
  { prometheuses, namespaces }: Seen,
  elsewhere: readonly string[],
): Standing {
  if (object.accepted !== undefined) {
    return object.accepted ? 'selected' : 'rejected';
  }
  if (selectingPrometheuses(object, prometheuses, namespaces).length > 0) {
    return 'selected';
  }
  return prometheuses.length === 0 || elsewhere.length > 0
    ? 'unseen'
    : 'unselected';
}

/** A source that the selectors need and that could not be read. */
function unreadSelection(
  { prometheusRules, prometheuses }: Seen,
  context: Context,
): Key | undefined {
  if (prometheusRules.every(({ accepted }) => accepted !== undefined)) {
    return undefined;
  }
  if (isUnreadable(context.source('prometheuses').state)) return 'prometheuses';
  return needsNamespaceLabels(prometheuses) &&
    isUnreadable(context.source('namespaces').state)
    ? 'namespaces'
    : undefined;
}

function notLiveVerified(
  message: string,
  cluster: string,
  discriminator?: string,
): Occurrence {
  return {
    state: 'warn',
    ...(discriminator !== undefined && { discriminator }),
    severity: 'medium',
    reasons: [{ code: NOT_LIVE_VERIFIED, message }],
    remediation: connectMetrics(cluster),
  };
}

/** By the objects alone: no metrics store is connected. */
function judgeDeclared(inventory: Seen, context: Context): Judgement {
  if (isUnreadable(context.source('prometheusRules').state)) {
    return undecidable('prometheusRules');
  }
  const { prometheusRules } = inventory;
  if (prometheusRules.length === 0) return undecidable('liveRules');
  const unread = unreadSelection(inventory, context);
  if (unread) return undecidable(unread);
  const elsewhere = otherEvaluators(inventory.workloads);
  const judged = prometheusRules.map(object => ({
    object,
    state: standing(object, inventory, elsewhere),
  }));
  const faults = judged.flatMap(({ object, state }) => {
    if (state === 'rejected') return rejected(object);
    return state === 'unselected' ? unselected(object, inventory) : [];
  });
  const open = faults.filter(({ discriminator = '' }) =>
    isOpen(discriminator, context),
  );
  if (open.length > 0) return found(open);
  if (judged.some(({ state }) => state === 'unseen')) {
    return undecidable(
      'liveRules',
      elsewhere.length > 0
        ? `Rules that no Prometheus asks for may be evaluated by ${elsewhere[0]}.`
        : 'There are rules and no Prometheus resource that would load them.',
    );
  }
  return found([
    notLiveVerified(
      `All ${prometheusRules.length} PrometheusRules are asked for by a Prometheus; whether it has loaded them was not seen.`,
      context.cluster.name,
    ),
  ]);
}

function isOpen(id: string, context: Context): boolean {
  const [namespace, name] = id.split('/');
  return !context.exception({ namespace, name: name ?? id, rule: id });
}

/** An object whose alerts are not, or not all, among the loaded ones. */
function judgeObject(
  { object, missing, found: count }: LoadedObject,
  inventory: Seen,
  elsewhere: readonly string[],
  context: Context,
): Occurrence | undefined {
  if (missing.length === 0) return undefined;
  const id = idOf(object);
  if (object.accepted === false) return rejected(object);
  const age =
    object.createdAt === undefined ? Infinity : context.now - object.createdAt;
  if (age <= LOADING) {
    return {
      state: 'warn',
      discriminator: id,
      reasons: [
        {
          code: 'rule-not-loaded-yet',
          message: `PrometheusRule ${id} is younger than 10 min and not loaded yet.`,
        },
      ],
      remediation: repairRule(object),
    };
  }
  if (count === 0) {
    const state = standing(object, inventory, elsewhere);
    if (state === 'unselected') return unselected(object, inventory);
    const connected = evaluatingPrometheuses(inventory.liveRules);
    const selecting = selectingPrometheuses(
      object,
      inventory.prometheuses,
      inventory.namespaces,
    );
    const byAnother =
      selecting.length > 0 &&
      connected.size > 0 &&
      selecting.every(({ name }) => !connected.has(name));
    const acceptedElsewhere =
      object.accepted === true && selecting.length === 0;
    if (state === 'unseen' || byAnother || acceptedElsewhere) {
      return notLiveVerified(
        `PrometheusRule ${id} belongs to an evaluator that is not connected.`,
        context.cluster.name,
        id,
      );
    }
  }
  return {
    state: 'fail',
    discriminator: id,
    reasons: [
      {
        code: 'rule-not-loaded',
        message: `${missing.length} of ${object.rules.length} alerts of PrometheusRule ${id} are asked for and not loaded, e.g. ${missing[0].alert}.`,
      },
    ],
    remediation: repairRule(object),
  };
}

/** By what the metrics store has loaded. */
function judgeLoaded(inventory: Seen, context: Context): Judgement {
  if (isUnreadable(context.source('prometheusRules').state)) {
    return undecidable('prometheusRules');
  }
  const { liveRules, prometheusRules } = inventory;
  if (liveRules.length === 0 && prometheusRules.length === 0) {
    return na(
      'no-rules',
      'There are no alerting rules, neither objects nor files.',
    );
  }
  const { loaded, objects } = matchLoadedRules(liveRules, prometheusRules);
  const absent = objects.filter(({ missing }) => missing.length > 0);
  if (absent.length > 0) {
    const unread = unreadSelection(inventory, context);
    if (unread) return undecidable(unread);
  }
  const elsewhere = otherEvaluators(inventory.workloads);
  const staleFactor = context.threshold('rules.staleFactor');
  const all = [
    ...absent.flatMap(
      object => judgeObject(object, inventory, elsewhere, context) ?? [],
    ),
    ...loaded.flatMap(rule => ruleHealth(rule, context.now, staleFactor) ?? []),
  ].filter(({ discriminator = '' }) => isOpen(discriminator, context));
  // One rule may stand in a group several times, with other labels.
  const worstFirst = [...all].sort((a, b) => (a.state < b.state ? -1 : 1));
  const once = worstFirst.filter(
    (occurrence, index) =>
      worstFirst.findIndex(
        ({ discriminator }) => discriminator === occurrence.discriminator,
      ) === index,
  );
  return found(once, {
    code: 'rules-loaded',
    message: `${liveRules.length} alerting rules are loaded, healthy and evaluated.`,
  });
}

export function judgeRulesSelected(
  _subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const { state } = context.source('liveRules');
  if (state === 'ok' || state === 'empty') {
    return judgeLoaded(inventory, context);
  }
  return state === 'notConnected'
    ? judgeDeclared(inventory, context)
    : undecidable('liveRules');
}

export const rulesSelected = defineCheck({
  id: 'obs-rules-selected',
  title: 'Every PrometheusRule is loaded and healthy',
  dimension: 'observability',
  control: 'O2',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'S',
  fixKey: 'rule-loading',
  gate: 'configured',
  reads,
  texts: {
    why: 'A PrometheusRule whose labels no Prometheus asks for is stored and never evaluated. Nobody is told, because nothing fires.',
    rules: {
      pass: 'Every alert of every PrometheusRule is loaded, its health is ok, and its last evaluation is within `rules.staleFactor` intervals, at least 3 min.',
      warn: 'A rule was loaded less than 10 min ago and not evaluated yet; it belongs to an evaluator that is not connected; or no metrics store is connected and all objects are selected (not-live-verified).',
      fail: 'An object is loaded nowhere: a selector does not match or it is not accepted; a rule errs; its evaluation is stale.',
      na: 'No rules at all. Where rules come from files only, the loaded ones are judged.',
      unknown:
        'The metrics store cannot be read, or none is connected and there is no rule object to judge.',
    },
    traps: [
      'Without ruleSelector a Prometheus loads nothing; with an empty one it loads everything.',
      'Without ruleNamespaceSelector only the namespace of the Prometheus counts.',
      'One Prometheus that matches is enough, of several.',
      'ThanosRuler, Mimir, vmalert and Alloy load rules as well: where one of them runs, a rule that no Prometheus asks for is not held to be lost.',
      'Health ok means that the expression parses and runs, not that it selects anything.',
    ],
    fix: 'Add the label that the selector asks for, e.g. `release: kps`; repair what `promtool check rules` names.',
    references: [
      'https://prometheus.io/docs/prometheus/latest/querying/api/',
      'https://prometheus-operator.dev/docs/api-reference/api/',
    ],
  },
  judge: judgeRulesSelected,
});
