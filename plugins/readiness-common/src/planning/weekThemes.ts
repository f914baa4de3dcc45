import { levelOrder } from '../scoring/dimensionLevel';
import { DIMENSIONS, type Dimension, type Level } from '../vocabulary';

/** What the exit criteria are decided from; absent means not judged. @public */
export interface WeekFacts {
  /** 0–1, over everything in the filter. */
  coverage?: number;
  /** Open criticals of S3 and S4. */
  openExposureCriticals?: number;
  /** Paging alerts that reach nobody. */
  unroutedPagingAlerts?: number;
  /** The lowest level in each dimension. */
  levels?: Readonly<Partial<Record<Dimension, Level>>>;
  /** Enforcements that were switched on without seven clean days. */
  hastyEnforcements?: number;
  /** Valid proofs of proven-gate checks in each dimension. */
  proofs?: Readonly<Partial<Record<Dimension, number>>>;
  /** The platform group has accepted the register and the plan. */
  accepted?: boolean;
}

/** @public */
export interface CriterionResult {
  met: boolean;
  detail: string;
}

/** @public */
export interface ExitCriterion {
  text: string;
  evaluate(facts: WeekFacts): CriterionResult;
}

/** @public */
export interface WeekTheme {
  week: 1 | 2 | 3 | 4;
  theme: string;
  exitCriteria: readonly ExitCriterion[];
}

const NOT_JUDGED: CriterionResult = { met: false, detail: 'not judged yet' };

/** What is not known is not met. */
function judged<T>(
  value: T | undefined,
  decide: (value: T) => CriterionResult,
): CriterionResult {
  return value === undefined ? NOT_JUDGED : decide(value);
}

const none = (count: number | undefined) =>
  judged(count, n => ({ met: n === 0, detail: `${n} open` }));

function dimensionsAt(facts: WeekFacts, level: 1 | 2): Dimension[] {
  return DIMENSIONS.filter(dimension => {
    const reached = facts.levels?.[dimension];
    return reached !== undefined && levelOrder(reached) >= level;
  });
}

/**
 * The four weeks of the plan and what ends each (`catalogue/60` C.5).
 *
 * @public
 */
export const WEEK_THEMES: readonly WeekTheme[] = [
  {
    week: 1,
    theme: 'See and stop the bleeding',
    exitCriteria: [
      {
        text: 'Coverage is at least 90 %',
        evaluate: ({ coverage }) =>
          judged(coverage, share => ({
            met: share >= 0.9,
            detail: `${Math.floor(share * 100)} % seen`,
          })),
      },
      {
        text: 'No open critical in RBAC or secrets',
        evaluate: facts => none(facts.openExposureCriticals),
      },
      {
        text: 'Every paging alert reaches a person',
        evaluate: facts => none(facts.unroutedPagingAlerts),
      },
    ],
  },
  {
    week: 2,
    theme: 'Configure',
    exitCriteria: [
      {
        text: 'Configured in all four dimensions',
        evaluate: facts =>
          judged(facts.levels, () => {
            const there = dimensionsAt(facts, 1);
            return {
              met: there.length === DIMENSIONS.length,
              detail: `${there.length} of ${DIMENSIONS.length}`,
            };
          }),
      },
    ],
  },
  {
    week: 3,
    theme: 'Use and enforce',
    exitCriteria: [
      {
        text: 'Used in at least two dimensions',
        evaluate: facts =>
          judged(facts.levels, () => {
            const there = dimensionsAt(facts, 2);
            return { met: there.length >= 2, detail: `${there.length} of 2` };
          }),
      },
      {
        text: 'Nothing enforced without seven clean days',
        evaluate: facts => none(facts.hastyEnforcements),
      },
    ],
  },
  {
    week: 4,
    theme: 'Prove and hand over',
    exitCriteria: [
      {
        text: 'At least one proof in every dimension',
        evaluate: ({ proofs }) =>
          judged(proofs, counts => {
            const there = DIMENSIONS.filter(d => (counts[d] ?? 0) > 0);
            return {
              met: there.length === DIMENSIONS.length,
              detail: `${there.length} of ${DIMENSIONS.length}`,
            };
          }),
      },
      {
        text: 'The platform team has accepted the register and the plan',
        evaluate: ({ accepted }) =>
          judged(accepted, yes => ({
            met: yes,
            detail: yes ? 'accepted' : 'not accepted yet',
          })),
      },
    ],
  },
];
