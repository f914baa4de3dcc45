import type {
  EvidenceRead,
  NonResourceRead,
  ResourceRead,
  SignalRead,
} from './check';
import type {
  FoldedKind,
  Inventory,
  KindName,
  ProjectedKinds,
} from './inventory/Inventory';
import { CONTROLLER_KINDS } from './inventory/Workload';
import { KINDS } from './kinds';
import { SIGNAL_QUERIES, type SignalKey } from './signals/registry';

const GET_LIST = ['get', 'list'] as const;

function resourceRead<K extends keyof Inventory>(
  provides: K,
  kind: KindName,
  optional: boolean,
): ResourceRead<K> {
  const { group, resource } = KINDS[kind];
  return { provides, kind, group, resource, verbs: GET_LIST, optional };
}

/** A list that the verdict depends on. @public */
export function list<K extends keyof ProjectedKinds>(kind: K): ResourceRead<K> {
  return resourceRead(kind, kind, false);
}

/** A list that the judge can do without; it sees the state of the source. @public */
export function optionalList<K extends keyof ProjectedKinds>(
  kind: K,
): ResourceRead<K> {
  return resourceRead(kind, kind, true);
}

/** Services of type LoadBalancer, those without a workload too. @public */
export const loadBalancers = (): ResourceRead<'loadBalancers'> =>
  resourceRead('loadBalancers', 'services', false);

/** Named objects of one namespace; nothing else of that kind is ever read. @public */
export function named<K extends keyof ProjectedKinds>(
  kind: K,
  namespace: string,
  names: readonly string[],
): ResourceRead<K> {
  return {
    ...resourceRead(kind, kind, true),
    verbs: ['get'],
    namespace,
    names,
  };
}

/**
 * The reads that the derived workloads need. `live` makes the pods required,
 * `services` those kinds that tell a service from a worker.
 *
 * @public
 */
export function workloads(
  options: { live?: boolean; services?: boolean } = {},
): readonly ResourceRead<'workloads'>[] {
  const folded = (kind: FoldedKind, optional: boolean) =>
    resourceRead('workloads', kind, optional);
  return [
    ...CONTROLLER_KINDS.map(kind => ({
      ...folded(kind, false),
      role: 'subject' as const,
    })),
    folded('replicaSets', true),
    folded('pods', !options.live),
    folded('services', !options.services),
    folded('ingresses', true),
  ];
}

/**
 * What a source beside the cluster says (`signals/registry.ts`). Always
 * optional: the judge sees the state of the source (decision D5).
 *
 * @public
 */
export function signal<K extends SignalKey>(key: K): SignalRead<K> {
  const { source, title } = SIGNAL_QUERIES[key];
  return { provides: key, signal: source, query: title, optional: true };
}

/** The rules as the metrics store has loaded them. @public */
export const liveRules = () => signal('liveRules');

/** What the metrics store scrapes. @public */
export const liveTargets = () => signal('liveTargets');

/** How many targets of this cluster the metrics store sees. @public */
export const liveUp = () => signal('liveUp');

/** Spans that the collectors of this cluster sent and lost. @public */
export const liveSpans = () => signal('liveSpans');

/**
 * Counters of the API server about admission and storage. What a process
 * counted since it started; where there are several, of one of them.
 *
 * @public
 */
export function apiServerMetrics(): NonResourceRead<'apiServerMetrics'> {
  return {
    provides: 'apiServerMetrics',
    nonResourceURL: '/metrics',
    optional: true,
  };
}

/** Accepted evidence of one kind, from the whole fleet. @public */
export function evidence(what: string): EvidenceRead<'evidence'> {
  return { provides: 'evidence', evidence: what, optional: true };
}
