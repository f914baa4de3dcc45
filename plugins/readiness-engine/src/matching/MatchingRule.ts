/**
 * How the workloads of entities are found that say nothing themselves. Texts
 * may hold the placeholders `{name}` and `{namespace}` of the entity, in lower
 * case, and `{system}`, the name of its system.
 *
 * @public
 */
export interface MatchingRule {
  /** Glob of entity refs; any by default. */
  entities?: string;
  /** By default Components, or any kind where `entities` is given. */
  kind?: string;
  /** `spec.type`; any by default. */
  type?: string;
  /** Glob of cluster names; any by default. */
  cluster?: string;
  /** Of the workloads; any by default. */
  namespace?: string;
  labelSelector: string;
}
