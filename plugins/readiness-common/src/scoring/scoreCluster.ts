import type { Tier } from '../vocabulary';
import { foldVerdicts, type VerdictGroup } from './CheckCell';
import { scoreTree } from './scoreTree';
import type { CatalogueCheck, ScoredVerdict, ScoreTree } from './types';
import { TIER_WEIGHT } from './weights';

/** The verdicts of one entity within a cluster, or of one unowned namespace. @public */
export interface ClusterShare {
  tier: Tier;
  verdicts: readonly ScoredVerdict[];
}

/** @public */
export interface ClusterScoreInput {
  /** Every check that the catalogue defines, built or not. */
  catalogue: readonly CatalogueCheck[];
  /** Verdicts of cluster scope. */
  clusterVerdicts: readonly ScoredVerdict[];
  /** One share an entity: its workloads and the namespaces that are its own. */
  entityVerdicts: readonly ClusterShare[];
  /**
   * One list a namespace: what no entity owns, and namespaces that several
   * share. Each weighs as an entity of tier 2.
   */
  unowned?: readonly (readonly ScoredVerdict[])[];
}

const UNDECLARED_TIER: Tier = 2;

/** One group an entity: averaged within it before entities meet. */
export function clusterGroups(input: ClusterScoreInput): VerdictGroup[] {
  const shares = [
    { tier: UNDECLARED_TIER, verdicts: input.clusterVerdicts },
    ...input.entityVerdicts,
    ...(input.unowned ?? []).map(verdicts => ({
      tier: UNDECLARED_TIER,
      verdicts,
    })),
  ];
  return shares
    .filter(share => share.verdicts.length > 0)
    .map(({ tier, verdicts }) => ({
      weight: TIER_WEIGHT[tier],
      gated: true,
      verdicts,
    }));
}

/**
 * The score of a cluster (B.7): checks of cluster scope directly, the others
 * as a macro-average by entity, `v_k = Σ_e τ_e·mean_{w∈e} v_k(w) / Σ_e τ_e`, so
 * that many perfect jobs cannot hide one broken service. Where a check has
 * verdicts in both scopes, the cluster weighs as an entity of tier 2.
 *
 * @public
 */
export function scoreCluster(input: ClusterScoreInput): ScoreTree {
  return scoreTree(
    foldVerdicts(input.catalogue, clusterGroups(input)),
    input.catalogue,
  );
}
