import { queryFacts } from '@readiness/backstage-plugin-readiness-engine';
import type {
  LabelMatcher,
  SeriesSelector,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import type { AlertingRule } from './alertingRules';
import { labelPattern } from './labelPattern';

/**
 * How closely a rule speaks of a workload. `workload`: it names the namespace
 * and the workload. `namespace`: it names the namespace only. `everything`: it
 * names neither and leaves the workload in. `nothing`: it is about others.
 */
export type Reach = 'workload' | 'namespace' | 'everything' | 'nothing';

const NAMESPACE_LABELS = new Set([
  'namespace',
  'exported_namespace',
  'kubernetes_namespace',
  'k8s_namespace_name',
  'k8s.namespace.name',
  'destination_workload_namespace',
  'destination_service_namespace',
]);

/** Labels by which metrics of applications, meshes and exporters name a workload. */
const NAME_LABELS = new Set([
  'workload',
  'deployment',
  'statefulset',
  'daemonset',
  'replicaset',
  'service',
  'service_name',
  'app',
  'app_kubernetes_io_name',
  'job',
  'exported_job',
  'exported_service',
  'destination_workload',
  'destination_service_name',
  'destination_app',
  'destination_service',
  'sloth_service',
  'k8s_deployment_name',
  'k8s_statefulset_name',
  'service.name',
  'k8s.deployment.name',
]);
const CONTAINER_LABELS = new Set(['container', 'exported_container']);
const POD_LABELS = new Set(['pod', 'exported_pod', 'pod_name']);

/** Series about other objects: their job and service name the exporter. */
const EXPORTER_SERIES = /^(kube|container|node|kubelet|cadvisor|probe)_/;
const EXPORTER_LABELS = new Set(['job', 'service', 'service_name', 'app']);

/** No workload is called so: what matches it as well names nobody. */
const STRANGER = 'zz-unrelated-0';

const patterns = new Map<string, ReturnType<typeof labelPattern>>();
const MOST_KNOWN = 5000;

function patternOf(source: string): ReturnType<typeof labelPattern> {
  if (!patterns.has(source)) {
    if (patterns.size >= MOST_KNOWN) patterns.clear();
    patterns.set(source, labelPattern(source));
  }
  return patterns.get(source);
}

/** `unread` where the expression is not one that can be read here. */
type Answer = 'named' | 'open' | 'excluded' | 'unread';

/** What one matcher says of the values that the workload has for its label. */
function ask(
  { operator, value }: LabelMatcher,
  values: readonly string[],
): Answer {
  const regex = operator === '=~' || operator === '!~';
  const pattern = regex ? patternOf(value) : undefined;
  if (regex && !pattern) return 'unread';
  const equal = (text: string) => (pattern ? pattern(text) : text === value);
  if (operator === '!=' || operator === '!~') {
    return values.length > 0 && values.every(equal) ? 'excluded' : 'open';
  }
  if (!values.some(equal)) return 'excluded';
  return equal(STRANGER) ? 'open' : 'named';
}

interface Names {
  namespace: string;
  workload: readonly string[];
  /** `<namespace>/<name>` and in-cluster host names: they say both. */
  qualified: readonly string[];
  containers: readonly string[];
  pods: readonly string[];
}

function podName({ kind, name }: Workload): string {
  if (kind === 'StatefulSet') return `${name}-0`;
  return kind === 'Deployment' || kind === 'Rollout'
    ? `${name}-7d9f8c6b5d-x2x9z`
    : `${name}-x2x9z`;
}

const names = new WeakMap<Workload, Names>();

function namesOf(workload: Workload): Names {
  const known = names.get(workload);
  if (known) return known;
  const { namespace, name, services, template } = workload;
  const labels = template?.labels ?? {};
  const own = [
    name,
    ...services,
    ...['app', 'app.kubernetes.io/name', 'k8s-app'].flatMap(
      key => labels[key] ?? [],
    ),
  ];
  const found: Names = {
    namespace,
    workload: [...new Set(own)],
    qualified: [
      ...own.map(each => `${namespace}/${each}`),
      ...services.flatMap(service => [
        `${service}.${namespace}`,
        `${service}.${namespace}.svc`,
        `${service}.${namespace}.svc.cluster.local`,
      ]),
    ],
    containers: (template?.containers ?? [])
      .filter(({ role }) => role === 'main')
      .map(container => container.name),
    pods: [podName(workload)],
  };
  names.set(workload, found);
  return found;
}

interface SelectorReach {
  namespace: Answer;
  workload: Answer;
}

function worse(a: Answer, b: Answer): Answer {
  if (a === 'excluded' || b === 'excluded') return 'excluded';
  if (a === 'named' || b === 'named') return 'named';
  return a === 'unread' || b === 'unread' ? 'unread' : 'open';
}

function selectorReach(selector: SeriesSelector, of: Names): SelectorReach {
  let namespace: Answer = 'open';
  let workload: Answer = 'open';
  let missed = false;
  for (const matcher of selector.matchers) {
    const { label } = matcher;
    const exporter =
      EXPORTER_LABELS.has(label) && EXPORTER_SERIES.test(selector.metric ?? '');
    if (NAMESPACE_LABELS.has(label)) {
      namespace = worse(namespace, ask(matcher, [of.namespace]));
    } else if (CONTAINER_LABELS.has(label)) {
      workload = worse(workload, ask(matcher, of.containers));
    } else if (POD_LABELS.has(label)) {
      workload = worse(workload, ask(matcher, of.pods));
    } else if (NAME_LABELS.has(label) && !exporter) {
      const plain = ask(matcher, of.workload);
      const qualified = ask(matcher, of.qualified);
      const negative = matcher.operator === '!=' || matcher.operator === '!~';
      if (negative) {
        workload = worse(workload, plain);
      } else if (plain === 'named' || qualified === 'named') {
        workload = worse(workload, 'named');
        if (plain !== 'named') namespace = worse(namespace, 'named');
      } else if (plain === 'excluded' && qualified === 'excluded') {
        // One label may name the workload where another names its exporter.
        missed = true;
      } else if (plain === 'unread') {
        workload = worse(workload, 'unread');
      }
    }
  }
  return {
    namespace,
    workload: missed && workload !== 'named' ? 'excluded' : workload,
  };
}

const ORDER: readonly Reach[] = [
  'workload',
  'namespace',
  'everything',
  'nothing',
];

/** The static labels of a rule, as matchers; templates say nothing by themselves. */
function staticMatchers(
  labels: AlertingRule['labels'],
): readonly LabelMatcher[] {
  return Object.entries(labels)
    .filter(
      ([label, value]) =>
        !value.includes('{{') &&
        (NAMESPACE_LABELS.has(label) ||
          NAME_LABELS.has(label) ||
          CONTAINER_LABELS.has(label)),
    )
    .map(([label, value]) => ({ label, operator: '=', value }));
}

interface PreparedRule {
  /** At least one, so that labels alone can speak. */
  selectors: readonly SeriesSelector[];
  /** What the static labels claim. */
  claimed: SeriesSelector;
}

const NO_SELECTOR: readonly SeriesSelector[] = [{ matchers: [] }];
const preparedRules = new WeakMap<AlertingRule, PreparedRule>();

/** Read once for all workloads. */
function prepared(rule: AlertingRule): PreparedRule {
  const known = preparedRules.get(rule);
  if (known) return known;
  const { selectors } = queryFacts(rule.expr);
  const made = {
    selectors: selectors.length > 0 ? selectors : NO_SELECTOR,
    claimed: { matchers: staticMatchers(rule.labels) },
  };
  preparedRules.set(rule, made);
  return made;
}

/**
 * How closely an alerting rule speaks of a workload: by its static labels, by
 * the label matchers of its expression, or, where these leave the namespace
 * open, by the namespace of its PrometheusRule.
 */
export function ruleReach(rule: AlertingRule, workload: Workload): Reach {
  const of = namesOf(workload);
  const { selectors, claimed } = prepared(rule);
  const fixed = selectorReach(claimed, of);
  const inOwnNamespace = rule.object?.namespace === workload.namespace;
  const reaches = selectors.map((selector): Reach => {
    const found = selectorReach(selector, of);
    // What the expression says goes before what the labels claim.
    const namespace =
      found.namespace === 'open' ? fixed.namespace : found.namespace;
    const name = found.workload === 'open' ? fixed.workload : found.workload;
    if (namespace === 'excluded' || name === 'excluded') return 'nothing';
    const namespaceNamed =
      namespace === 'named' || (namespace === 'open' && inOwnNamespace);
    if (namespaceNamed && name === 'named') return 'workload';
    if (name !== 'open' || namespace === 'unread') return 'nothing';
    return namespace === 'named' ? 'namespace' : 'everything';
  });
  return ORDER.find(reach => reaches.includes(reach)) ?? 'nothing';
}
