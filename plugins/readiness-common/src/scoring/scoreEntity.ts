import { ENVIRONMENTS, type Responsible } from '../vocabulary';
import { foldVerdicts, type VerdictGroup } from './CheckCell';
import { scoreTree } from './scoreTree';
import type { CatalogueCheck, ScoredVerdict, ScoreTree } from './types';
import { ENVIRONMENT_WEIGHT } from './weights';

/** @public */
export interface EntityScoreInput {
  /** Every check that the catalogue defines, built or not. */
  catalogue: readonly CatalogueCheck[];
  /**
   * The verdicts that the owner of the entity is responsible for, over all
   * clusters. Verdicts of checks that the catalogue does not hold do not count.
   */
  verdicts: readonly ScoredVerdict[];
  /** Whose unbuilt checks are "not judged yet"; `service` by default. */
  league?: Responsible;
}

/**
 * Subjects of one environment are averaged before environments meet. Which
 * environment decides the gates is a matter of what counts.
 */
export function entityGroups(input: EntityScoreInput): VerdictGroup[] {
  const ids = new Set(input.catalogue.map(({ id }) => id));
  const verdicts = input.verdicts.filter(({ check }) => ids.has(check));
  const hasProd = verdicts.some(verdict => verdict.environment === 'prod');
  return ENVIRONMENTS.map(environment => ({
    weight: ENVIRONMENT_WEIGHT[environment],
    gated: !hasProd || environment === 'prod',
    verdicts: verdicts.filter(v => v.environment === environment),
  })).filter(group => group.verdicts.length > 0);
}

/** The checks whose absence of a verdict may mean "not judged yet". */
export function entityCatalogue(input: EntityScoreInput): CatalogueCheck[] {
  const league = input.league ?? 'service';
  const judged = new Set(input.verdicts.map(verdict => verdict.check));
  return input.catalogue.filter(
    check => check.responsible === league || judged.has(check.id),
  );
}

/**
 * The score of a catalog entity (`catalogue/50` B.1–B.4, B.7):
 * `v_k(e) = Σ_env w·mean(v over its subjects) / Σ_env w`, then the ladder, the
 * caps and the levels. Gates need every prod subject; where the entity has
 * none in prod, every subject. An entity without any verdict is `unverified`.
 *
 * @public
 */
export function scoreEntity(input: EntityScoreInput): ScoreTree {
  const catalogue = entityCatalogue(input);
  return scoreTree(foldVerdicts(catalogue, entityGroups(input)), catalogue);
}
