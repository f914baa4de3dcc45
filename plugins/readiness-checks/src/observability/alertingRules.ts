import {
  isUnreadable,
  liveRules,
  optionalList,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  Inventory,
  JudgeContext,
  KeysOf,
  PrometheusRuleObject,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { connectMetricsStore } from '../metricsConnection';
import { matchLoadedRules } from './loadedRules';
import { needsNamespaceLabels, selectingPrometheuses } from './ruleSelection';

/** Where alerting rules are seen: as loaded, and as objects of the operator. */
export const ruleReads = [
  liveRules(),
  optionalList('prometheusRules'),
  optionalList('prometheuses'),
  optionalList('namespaces'),
] as const;

export type RuleKey = KeysOf<typeof ruleReads>;
export type RuleInventory = Pick<Inventory, RuleKey>;
export type RuleContext = Pick<JudgeContext<RuleKey>, 'source'>;

/** An alerting rule, wherever it was seen. */
export interface AlertingRule {
  alert: string;
  group: string;
  expr: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  /** The PrometheusRule that it comes from. */
  object?: { namespace?: string; name: string };
}

export type VisibleRules =
  | {
      readable: true;
      /** Seen as loaded by a metrics store, not only as an object. */
      verified: boolean;
      rules: readonly AlertingRule[];
      /** Rules of objects that no Prometheus asks for. */
      unloaded: readonly AlertingRule[];
    }
  | { readable: false; field: RuleKey };

function rulesOf(object: PrometheusRuleObject): readonly AlertingRule[] {
  const { namespace, name } = object;
  return object.rules.map(rule => ({ ...rule, object: { namespace, name } }));
}

function verifiedRules({
  liveRules: live,
  prometheusRules,
}: RuleInventory): VisibleRules {
  const { loaded } = matchLoadedRules(live, prometheusRules);
  return {
    readable: true,
    verified: true,
    rules: loaded
      .filter(({ live: rule }) => rule.health !== 'err')
      .map(({ live: rule, object }) => ({
        alert: rule.alert,
        group: rule.group,
        expr: rule.expr,
        labels: rule.labels,
        annotations: rule.annotations,
        ...(object && {
          object: { namespace: object.namespace, name: object.name },
        }),
      })),
    unloaded: [],
  };
}

/** Whether it can be said at all which objects a Prometheus asks for. */
function selectionKnown(
  { prometheuses }: RuleInventory,
  context: RuleContext,
): boolean {
  return (
    !isUnreadable(context.source('prometheuses').state) &&
    prometheuses.length > 0 &&
    (!needsNamespaceLabels(prometheuses) ||
      !isUnreadable(context.source('namespaces').state))
  );
}

function declaredRules(
  inventory: RuleInventory,
  context: RuleContext,
): VisibleRules {
  const { prometheusRules, prometheuses, namespaces } = inventory;
  const known = selectionKnown(inventory, context);
  const loads = (object: PrometheusRuleObject) =>
    object.accepted ??
    (!known ||
      selectingPrometheuses(object, prometheuses, namespaces).length > 0);
  return {
    readable: true,
    verified: false,
    rules: prometheusRules.filter(loads).flatMap(rulesOf),
    unloaded: prometheusRules.filter(object => !loads(object)).flatMap(rulesOf),
  };
}

const known = new WeakMap<
  readonly PrometheusRuleObject[],
  { inventory: readonly unknown[]; states: string; rules: VisibleRules }
>();

function visible(inventory: RuleInventory, context: RuleContext): VisibleRules {
  const live = context.source('liveRules').state;
  if (live === 'ok' || live === 'empty') return verifiedRules(inventory);
  if (live !== 'notConnected') return { readable: false, field: 'liveRules' };
  if (isUnreadable(context.source('prometheusRules').state)) {
    return { readable: false, field: 'prometheusRules' };
  }
  return inventory.prometheusRules.length === 0
    ? { readable: false, field: 'liveRules' }
    : declaredRules(inventory, context);
}

/**
 * The alerting rules of a cluster (decision D5): as its metrics store has
 * loaded them, or, where none is connected, as the objects of the Prometheus
 * Operator declare them.
 */
export function visibleRules(
  inventory: RuleInventory,
  context: RuleContext,
): VisibleRules {
  // Asked once for every workload; the answer is the same for all of them.
  const parts = [
    inventory.liveRules,
    inventory.prometheuses,
    inventory.namespaces,
  ];
  const states = (
    ['liveRules', 'prometheusRules', 'prometheuses', 'namespaces'] as const
  )
    .map(key => context.source(key).state)
    .join();
  const last = known.get(inventory.prometheusRules);
  if (
    last?.states === states &&
    last.inventory.every((part, index) => part === parts[index])
  ) {
    return last.rules;
  }
  const rules = visible(inventory, context);
  known.set(inventory.prometheusRules, { inventory: parts, states, rules });
  return rules;
}

export { NOT_LIVE_VERIFIED } from '../metricsConnection';

/** What turns "as declared" into "as loaded". */
export const connectMetrics = (cluster: string): Remediation =>
  connectMetricsStore(cluster, 'the rules it has loaded can be read');
