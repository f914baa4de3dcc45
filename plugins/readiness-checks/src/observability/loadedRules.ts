import type {
  AlertRule,
  LiveRule,
  PrometheusRuleObject,
} from '@readiness/backstage-plugin-readiness-engine';

/** A loaded rule and the object that it came from, where one is known. */
export interface LoadedRule {
  live: LiveRule;
  object?: PrometheusRuleObject;
}

/** What was found of each object's alerts. */
export interface LoadedObject {
  object: PrometheusRuleObject;
  missing: readonly AlertRule[];
  found: number;
}

const OPERATOR_FILE = /rulefiles-\d+\/([^/]+)\.ya?ml$/;
const RULEFILES_OF = /(?:^|\/)prometheus-(.+)-rulefiles-\d+\//;

/** Names of the Prometheus resources whose rule files are loaded here. */
export function evaluatingPrometheuses(
  live: readonly LiveRule[],
): ReadonlySet<string> {
  return new Set(
    live.flatMap(({ file }) => file.match(RULEFILES_OF)?.[1] ?? []),
  );
}

/** The operator writes `<namespace>-<name>-<uid>.yaml`, older ones without the uid. */
function fileIsOf(
  file: string,
  { namespace, name, uid }: PrometheusRuleObject,
): boolean {
  if (uid !== undefined && file.includes(uid)) return true;
  const base = file.match(OPERATOR_FILE)?.[1];
  return base === `${namespace}-${name}`;
}

/** The operator may add labels to a rule, never take one away. */
const carriesLabels = (live: LiveRule, rule: AlertRule) =>
  Object.entries(rule.labels).every(
    ([key, value]) => live.labels[key] === value,
  );

const ruleKey = ({ group, alert }: { group: string; alert: string }) =>
  `${group}\n${alert}`;

function index(live: readonly LiveRule[]): Map<string, LiveRule[]> {
  const byKey = new Map<string, LiveRule[]>();
  for (const rule of live) {
    const same = byKey.get(ruleKey(rule));
    if (same) same.push(rule);
    else byKey.set(ruleKey(rule), [rule]);
  }
  return byKey;
}

export interface RuleMatching {
  loaded: readonly LoadedRule[];
  objects: readonly LoadedObject[];
}

function match(
  live: readonly LiveRule[],
  objects: readonly PrometheusRuleObject[],
): RuleMatching {
  const byKey = index(live);
  const origin = new Map<LiveRule, PrometheusRuleObject>();
  const matched = objects.map(object => {
    const missing: AlertRule[] = [];
    for (const rule of object.rules) {
      const same = (byKey.get(ruleKey(rule)) ?? []).filter(candidate =>
        carriesLabels(candidate, rule),
      );
      const own = same.filter(({ file }) => fileIsOf(file, object));
      // Rulers other than Prometheus name their files as they like.
      const candidates =
        own.length > 0
          ? own
          : same.filter(({ file }) => !OPERATOR_FILE.test(file));
      if (candidates.length === 0) missing.push(rule);
      for (const candidate of candidates) {
        if (!origin.has(candidate)) origin.set(candidate, object);
      }
    }
    return { object, missing, found: object.rules.length - missing.length };
  });
  return {
    loaded: live.map(rule => ({ live: rule, object: origin.get(rule) })),
    objects: matched,
  };
}

const known = new WeakMap<
  readonly LiveRule[],
  { objects: readonly PrometheusRuleObject[]; matching: RuleMatching }
>();

/** Finds every object's alerts among the loaded rules. */
export function matchLoadedRules(
  live: readonly LiveRule[],
  objects: readonly PrometheusRuleObject[],
): RuleMatching {
  const last = known.get(live);
  if (last?.objects === objects) return last.matching;
  const matching = match(live, objects);
  known.set(live, { objects, matching });
  return matching;
}
