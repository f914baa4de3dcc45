import {
  type JsonObject,
  asObject,
  asString,
  asStrings,
  objectsOf,
} from '../json';
import { type KubeObject, apiTime } from '../objects/KubeObject';
import { selects } from '../objects/labelSelector';

/** Objects that say what a metrics store scrapes and evaluates. */
export interface MonitoringObjects {
  prometheuses: readonly KubeObject[];
  rules: readonly KubeObject[];
  serviceMonitors: readonly KubeObject[];
  services: readonly KubeObject[];
  pods: readonly KubeObject[];
  namespaces: readonly KubeObject[];
}

/** A rule group as `/api/v1/rules` shows it. */
export interface LoadedGroup {
  name: string;
  file: string;
  interval: number;
  rules: readonly JsonObject[];
}

/** A target as `/api/v1/targets` shows it. */
export interface ScrapedTarget {
  labels: Readonly<Record<string, string>>;
  scrapePool: string;
  health: string;
  lastError: string;
  lastScrape: string;
}

const EVALUATED_SECONDS_AGO = 12;
const labelsOf = ({ metadata }: KubeObject) => asStrings(metadata.labels);

/** Whether a Prometheus asks for an object, by its own and its namespace's labels. */
function asks(
  prometheus: KubeObject,
  what: 'rule' | 'serviceMonitor',
  object: KubeObject,
  namespaces: readonly KubeObject[],
): boolean {
  const spec = asObject(prometheus.spec);
  const home = prometheus.metadata.namespace;
  const { namespace } = object.metadata;
  const where = spec[`${what}NamespaceSelector`];
  const found = namespaces.find(({ metadata }) => metadata.name === namespace);
  const inReach =
    where === undefined
      ? namespace === home
      : selects(where, found ? labelsOf(found) : {});
  return inReach && selects(spec[`${what}Selector`], labelsOf(object));
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
function secondsOf(text: string | undefined, fallback: number): number {
  const [, count, unit] = /^(\d+)([smh])$/.exec(text ?? '') ?? [];
  return count === undefined ? fallback : Number(count) * SECONDS[unit];
}

/** The alerting rules that some Prometheus of the cluster has loaded. */
export function loadedGroups(
  { prometheuses, rules, namespaces }: MonitoringObjects,
  now: number,
): readonly LoadedGroup[] {
  return prometheuses.flatMap(prometheus =>
    rules
      .filter(rule => asks(prometheus, 'rule', rule, namespaces))
      .flatMap(({ metadata, spec }) =>
        objectsOf(asObject(spec).groups).map(group => ({
          name: asString(group.name) ?? '',
          file: `/etc/prometheus/rules/prometheus-${prometheus.metadata.name}-rulefiles-0/${metadata.namespace}-${metadata.name}-${metadata.uid}.yaml`,
          interval: secondsOf(asString(group.interval), 30),
          rules: objectsOf(group.rules).map(rule =>
            loadedRule(rule, now - EVALUATED_SECONDS_AGO),
          ),
        })),
      ),
  );
}

function loadedRule(rule: JsonObject, evaluatedAt: number): JsonObject {
  const alert = asString(rule.alert);
  return {
    name: alert ?? asString(rule.record) ?? '',
    type: alert === undefined ? 'recording' : 'alerting',
    query: asString(rule.expr) ?? String(rule.expr ?? ''),
    duration: secondsOf(asString(rule.for), 0),
    labels: asStrings(rule.labels),
    annotations: asStrings(rule.annotations),
    health: 'ok',
    ...(alert !== undefined && { state: 'inactive', alerts: [] }),
    lastEvaluation: apiTime(evaluatedAt * 1000),
  };
}

/** Pods behind the Services that a selected ServiceMonitor looks for. */
export function scrapedPods({
  prometheuses,
  serviceMonitors,
  services,
  pods,
  namespaces,
}: MonitoringObjects) {
  const selected = serviceMonitors.filter(monitor =>
    prometheuses.some(each =>
      asks(each, 'serviceMonitor', monitor, namespaces),
    ),
  );
  return selected.flatMap(monitor => {
    const { namespace } = monitor.metadata;
    const { selector, endpoints } = asObject(monitor.spec);
    const here = services.filter(
      service =>
        service.metadata.namespace === namespace &&
        selects(selector, labelsOf(service)),
    );
    return here.flatMap(service => {
      const wanted = asStrings(asObject(service.spec).selector);
      return objectsOf(endpoints).flatMap((endpoint, index) => {
        const named = objectsOf(asObject(service.spec).ports).some(
          ({ name }) => name === endpoint.port,
        );
        if (!named || Object.keys(wanted).length === 0) return [];
        return pods
          .filter(
            pod =>
              pod.metadata.namespace === namespace &&
              selects({ matchLabels: wanted }, labelsOf(pod)),
          )
          .map(pod => ({
            job: service.metadata.name,
            pool: `serviceMonitor/${namespace}/${monitor.metadata.name}/${index}`,
            pod,
          }));
      });
    });
  });
}

export function scrapedTargets(
  pods: ReturnType<typeof scrapedPods>,
  now: number,
): readonly ScrapedTarget[] {
  return pods.map(({ job, pool, pod }) => ({
    labels: {
      job,
      namespace: pod.metadata.namespace ?? 'default',
      pod: pod.metadata.name,
    },
    scrapePool: pool,
    health: 'up',
    lastError: '',
    lastScrape: apiTime((now - EVALUATED_SECONDS_AGO) * 1000),
  }));
}
