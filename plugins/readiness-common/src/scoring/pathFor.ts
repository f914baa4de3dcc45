import { DIMENSIONS, type Dimension } from '../vocabulary';
import { foldVerdicts, type CheckCell, type VerdictGroup } from './CheckCell';
import {
  clusterGroups,
  scoreCluster,
  type ClusterScoreInput,
} from './scoreCluster';
import { scoreDimension } from './scoreDimension';
import {
  entityCatalogue,
  entityGroups,
  scoreEntity,
  type EntityScoreInput,
} from './scoreEntity';
import { scoreTree, waiverFactor } from './scoreTree';
import type {
  CatalogueCheck,
  DimensionScore,
  PathStep,
  ScoredVerdict,
  ScoreTree,
} from './types';
import { CRITICAL_FAIL_CAP, EPSILON } from './weights';

/** What a finding is about, as far as re-scoring needs it. @public */
export interface FixableFinding {
  check: string;
  /** Subject key. */
  subject: string;
}

/** @public */
export type ScoreInput = EntityScoreInput | ClusterScoreInput;

const isCluster = (input: ScoreInput): input is ClusterScoreInput =>
  'clusterVerdicts' in input;

/** {@link scoreEntity} or {@link scoreCluster}, whichever the input is for. @public */
export function scoreOf(input: ScoreInput): ScoreTree {
  return isCluster(input) ? scoreCluster(input) : scoreEntity(input);
}

const findingKey = (check: string, subject: string) => `${check} ${subject}`;

function passed({ check, subject, environment }: ScoredVerdict): ScoredVerdict {
  return { check, subject, environment, state: 'pass' };
}

function fixVerdicts(
  verdicts: readonly ScoredVerdict[],
  fixed: ReadonlySet<string>,
): ScoredVerdict[] {
  return verdicts.map(verdict =>
    fixed.has(findingKey(verdict.check, verdict.subject))
      ? passed(verdict)
      : verdict,
  );
}

/**
 * The same input with these findings observed as fixed; for what-if scores and
 * predicted changes.
 *
 * @public
 */
export function withFixed<T extends ScoreInput>(
  input: T,
  findings: readonly FixableFinding[],
): T {
  const fixed = new Set(findings.map(f => findingKey(f.check, f.subject)));
  if (!isCluster(input)) {
    return { ...input, verdicts: fixVerdicts(input.verdicts, fixed) };
  }
  return {
    ...input,
    clusterVerdicts: fixVerdicts(input.clusterVerdicts, fixed),
    entityVerdicts: input.entityVerdicts.map(share => ({
      ...share,
      verdicts: fixVerdicts(share.verdicts, fixed),
    })),
    unowned: input.unowned?.map(verdicts => fixVerdicts(verdicts, fixed)),
  };
}

const groupsOf = (input: ScoreInput): VerdictGroup[] =>
  isCluster(input) ? clusterGroups(input) : entityGroups(input);

interface Candidate {
  checks: readonly string[];
  dimension: Dimension;
  weight: number;
  gain: number;
}

/** The cells of the walk: each check as it is, or as it will be once fixed. */
class Walk {
  readonly #catalogue: readonly CatalogueCheck[];
  readonly #cells: Map<string, CheckCell>;
  readonly #fixed: ReadonlyMap<string, CheckCell>;
  readonly #remaining: Set<string>;

  static create(input: ScoreInput, findings: readonly FixableFinding[]): Walk {
    const catalogue = isCluster(input)
      ? input.catalogue
      : entityCatalogue(input);
    const byId = (cells: readonly CheckCell[]) =>
      new Map(cells.map(cell => [cell.check.id, cell]));
    return new Walk(
      catalogue,
      byId(foldVerdicts(catalogue, groupsOf(input))),
      byId(foldVerdicts(catalogue, groupsOf(withFixed(input, findings)))),
      findings.map(finding => finding.check),
    );
  }

  private constructor(
    catalogue: readonly CatalogueCheck[],
    cells: Map<string, CheckCell>,
    fixed: ReadonlyMap<string, CheckCell>,
    checks: readonly string[],
  ) {
    this.#catalogue = catalogue;
    this.#cells = cells;
    this.#fixed = fixed;
    this.#remaining = new Set(checks.filter(check => cells.has(check)).sort());
  }

  get done(): boolean {
    return this.#remaining.size === 0;
  }

  tree(): ScoreTree {
    return scoreTree([...this.#cells.values()], this.#catalogue);
  }

  fix(checks: readonly string[]): void {
    for (const check of checks) {
      const fixed = this.#fixed.get(check);
      if (fixed) this.#cells.set(check, fixed);
      this.#remaining.delete(check);
    }
  }

  /** The steps that could come next, with what each adds to its dimension. */
  candidates(tree: ScoreTree): Candidate[] {
    return DIMENSIONS.flatMap(dimension => {
      const open = [...this.#remaining].filter(
        check => this.#cells.get(check)?.check.dimension === dimension,
      );
      if (open.length === 0) return [];
      const score = tree.dimensions.find(d => d.dimension === dimension);
      return this.#groups(open, score).map(checks => ({
        checks,
        dimension,
        weight: checks.reduce(
          (sum, check) => sum + (this.#cells.get(check)?.weight ?? 0),
          0,
        ),
        gain: this.#verifiedWith(dimension, checks) - (score?.verified ?? 0),
      }));
    });
  }

  /**
   * One check a step; while a cap holds, what lifts it together. Where these
   * findings cannot lift it, they are one step.
   */
  #groups(
    open: readonly string[],
    score: DimensionScore | undefined,
  ): (readonly string[])[] {
    if (!score?.cap) return open.map(check => [check]);
    const { limit, checks } = score.cap;
    const lifts = checks.every(check => {
      const fixed = this.#fixed.get(check);
      const still =
        limit === CRITICAL_FAIL_CAP
          ? fixed?.failing === 'critical'
          : fixed?.unseen;
      return open.includes(check) && !still;
    });
    return [lifts ? checks : open];
  }

  #verifiedWith(dimension: Dimension, checks: readonly string[]): number {
    const cells = [...this.#cells.values()].map(cell =>
      checks.includes(cell.check.id)
        ? this.#fixed.get(cell.check.id) ?? cell
        : cell,
    );
    const score = scoreDimension(
      dimension,
      cells,
      this.#catalogue,
      waiverFactor(cells),
    );
    return score?.verified ?? 0;
  }
}

/** Most points first; then the smaller step, the graver checks, the id. */
function compareCandidates(a: Candidate, b: Candidate): number {
  if (Math.abs(a.gain - b.gain) > EPSILON) return b.gain - a.gain;
  if (a.checks.length !== b.checks.length) {
    return a.checks.length - b.checks.length;
  }
  if (a.weight !== b.weight) return b.weight - a.weight;
  return a.checks[0] < b.checks[0] ? -1 : 1;
}

/**
 * What moves the number: an ordered, cumulative path (`catalogue/50` B.10). Each
 * step fixes all given findings of its checks; while a cap holds in a
 * dimension, the checks that lift it together are one step, so that no figure
 * of a single finding is shown that the cap would swallow. The last step
 * equals a re-score with everything fixed.
 *
 * @public
 */
export function pathFor(
  input: ScoreInput & { findings: readonly FixableFinding[] },
): PathStep[] {
  const walk = Walk.create(input, input.findings);
  const steps: PathStep[] = [];
  let tree = walk.tree();
  while (!walk.done) {
    const [next] = walk.candidates(tree).sort(compareCandidates);
    const { dimension, checks } = next;
    const of = ({ dimensions }: ScoreTree) =>
      dimensions.find(score => score.dimension === dimension);
    walk.fix(checks);
    const after = walk.tree();
    const cap = of(tree)?.cap?.limit;
    steps.push({
      checks,
      dimension,
      before: tree.verified,
      after: after.verified,
      dimensionBefore: of(tree)?.verified ?? 0,
      dimensionAfter: of(after)?.verified ?? 0,
      ...(cap !== undefined &&
        of(after)?.cap?.limit !== cap && { liftsCap: cap }),
    });
    tree = after;
  }
  return steps;
}
