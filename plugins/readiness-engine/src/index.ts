/**
 * What the backend and the command line share: the shape of a check, the
 * inventory, and the engine that judges.
 *
 * @packageDocumentation
 */

export * from './check';
export * from './contracts';
export * from './facts';
export * from './finding';
export * from './reads';
export type * from './inventory/Inventory';
export type * from './inventory/folded';
export type * from './inventory/objects';
export type * from './inventory/metrics';
export * from './inventory/provenance';
export { deliveryRoot, groupOf } from './inventory/fixRoot';
export * from './inventory/Workload';
export * from './imports/importReports';
export * from './imports/importSources';
export * from './kinds';
export * from './inventory/Quantity';
export * from './matching/globMatch';
export * from './matching/matchesSelector';
export * from './matching/parseLabelSelector';
export * from './collect/collectInventory';
export * from './collect/collectManifests';
export {
  coversSubject,
  exceptionEnd,
  reasonSignature,
} from './judge/exceptions';
export * from './judge/defaultNamespaces';
export * from './judge/judgeInventory';
export { isUnreadable } from './judge/SourceTable';
export * from './judge/thresholds';
export { ENTITY_ANNOTATIONS, namesWorkloads } from './matching/entitySelector';
export * from './matching/matchEntities';
export * from './matching/MatchingRule';
export {
  MATCHING_PLACEHOLDERS,
  matchingRuleProblem,
} from './matching/ruleDemand';
export * from './matching/unusedMatchingRules';
export * from './rbac/clusterRoleFor';
export { collectReads } from './rbac/rules';
export * from './rbac/unreadableRule';
export * from './signals/promql';
export * from './signals/SignalQuery';
export * from './signals/scopeExpression';
export { instantQuery, rangeQuery } from './signals/prometheusQuery';
export type { Sample, SampleSeries } from './signals/prometheusQuery';
export type { LiveRule } from './signals/liveRules';
export type { ScrapeTarget } from './signals/liveTargets';
export type { ContainerUsage, EvictedPod } from './signals/usageQueries';
export {
  SIGNAL_KEYS,
  SIGNAL_QUERIES,
  signalQuery,
  signalTitle,
} from './signals/registry';
export type { SignalKey, Signals, SignalValue } from './signals/registry';
export * from './signals/withSignals';
export * from './testing';
