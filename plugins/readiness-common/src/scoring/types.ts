import type {
  ControlId,
  Dimension,
  Environment,
  Level,
  Responsible,
  Severity,
  Stage,
  Tier,
  UnknownReason,
} from '../vocabulary';

/**
 * What the maths needs of a check. Checks that the catalogue defines and that
 * nobody has built yet are part of it: their stages are "not judged yet"
 * (`catalogue/50` B.2), not absent.
 *
 * @public
 */
export interface CatalogueCheck {
  id: string;
  dimension: Dimension;
  control: ControlId;
  stage: Stage;
  severity: Severity;
  gate?: Stage;
  responsible: Responsible;
  built: boolean;
}

/** One verdict as the maths sees it. @public */
export interface ScoredVerdict {
  check: string;
  /** Subject key. */
  subject: string;
  state: 'pass' | 'warn' | 'fail' | 'unknown' | 'na' | 'waived';
  unknownReason?: UnknownReason;
  /** It was a fail when last observed and has not been observed otherwise since (B.3). */
  sticky?: boolean;
  /** The worst severity among its open occurrences; at most the declared one. */
  severity?: Severity;
  environment: Environment;
  /** 0–1, for verdicts fed by evidence (B.5): freshness × grade cap. */
  freshness?: number;
  /**
   * It is a `warn` for the age of its evidence only (B.5): worth its
   * freshness, not half of it.
   */
  lapsing?: boolean;
  /**
   * It uses up the waiver budget though its state does not say so (B.6): an
   * `unknown` that was waived when last seen, or a `warn` whose fails are waived.
   */
  waived?: boolean;
}

/** One check within a control's stage, as it entered the sum. @public */
export interface ScoredCheck {
  check: string;
  /** Severity weight ω. */
  weight: number;
  /** 0–1. */
  verified: number;
  /** 0–1, with unknown as 1. */
  potential: number;
  state: ScoredVerdict['state'] | 'notJudged' | 'notConnected';
  /** How many subjects it was averaged over. */
  subjects: number;
  sticky?: boolean;
}

/** @public */
export interface StageScore {
  stage: Stage;
  /** Weight λ after renormalisation. */
  weight: number;
  /** q(c,s), 0–1. */
  raw: number;
  /** g(c,s), 0–1: never above the stage below. */
  verified: number;
  potential: number;
  /** The catalogue defines it and no check of it is built. */
  notJudged: boolean;
  checks: readonly ScoredCheck[];
}

/** @public */
export interface ControlScore {
  control: ControlId;
  weight: number;
  /** S(c), 0–1. */
  verified: number;
  potential: number;
  stages: readonly StageScore[];
}

/** @public */
export interface DimensionScore {
  dimension: Dimension;
  level: Level;
  /** 0–100 after caps. */
  verified: number;
  potential: number;
  /** 0–1: Σω(known) / Σω(applicable). */
  coverage: number;
  /** Before the cap, 0–100. */
  uncapped: number;
  cap?: { limit: number; checks: readonly string[]; reason: string };
  /** What is missing for the next level: one line a check or reason. */
  blockers: readonly LevelBlocker[];
  nextLevel?: Level;
  /** Proven-stage checks are all N/A: shown as "Used (nothing to prove)". */
  nothingToProve: boolean;
  controls: readonly ControlScore[];
}

/** @public */
export interface LevelBlocker {
  check?: string;
  reason:
    | 'gate-fail'
    | 'gate-unknown'
    | 'gate-not-judged'
    | 'severity-fail'
    | 'severity-unknown'
    | 'coverage'
    | 'warns'
    | 'waived'
    | 'evidence'
    | 'not-connected'
    | 'hold';
  message: string;
}

/** The whole score of one subject: the tree that is printed. @public */
export interface ScoreTree {
  level: Level;
  /** ⌊mean of the applicable dimensions⌋, 0–100. */
  verified: number;
  potential: number;
  /** 0–1. */
  coverage: number;
  dimensions: readonly DimensionScore[];
  /** Checks whose source the platform never connected (B.7). */
  notConnected: readonly { check: string; dimension: Dimension }[];
}

/** A step of the ordered path "what moves this number" (B.10). @public */
export interface PathStep {
  /** Checks that this step fixes. */
  checks: readonly string[];
  dimension: Dimension;
  /** Headline and dimension figures before and after, cumulative. */
  before: number;
  after: number;
  dimensionBefore: number;
  dimensionAfter: number;
  /** Set when the step lifts a cap, with its limit. */
  liftsCap?: number;
}

/** What a leaderboard row is computed from. @public */
export interface RankedEntity {
  ref: string;
  owner?: string;
  system?: string;
  domain?: string;
  tier: Tier;
  /** `service` by default. */
  league?: Responsible;
  verified: number;
  coverage: number;
  level: Level;
  /** Σω over the applicable checks. */
  applicableWeight: number;
  /** Days since its first scan. */
  scannedDays: number;
  /** Risk (C.3) at the start of the window, closed and opened within it. */
  riskStart: number;
  riskClosed: number;
  riskOpened: number;
}

/** @public */
export interface LeaderboardRow {
  ref: string;
  /** Platform and application teams are ranked apart (B.8). */
  league: Responsible;
  rank: number | null;
  band?: 'Q1' | 'Q2' | 'Q3' | 'Q4';
  /** Why it is not ranked. */
  reason?: string;
  verified: number;
  coverage: number;
  level: Level;
  entities: number;
  /** −1…1 (B.8); `null` without risk at the start and without change. */
  delta28d: number | null;
}
