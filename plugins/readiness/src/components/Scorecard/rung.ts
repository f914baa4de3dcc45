import {
  type Schemas,
  type Stage,
  STAGES,
} from '@readiness/backstage-plugin-readiness-common';

type StageScore = Schemas['StageScore'];
type CheckScore = Schemas['CheckScore'];

export type RungState =
  | 'full'
  | 'partly'
  | 'empty'
  | 'unknown'
  | 'notJudged'
  | 'absent';

export interface Rung {
  stage: Stage;
  state: RungState;
  /** 0–1, what counts. */
  filled: number;
  /** 0–1, what could count if it were seen: the hatched part. */
  unseen: number;
  /** Checks that keep it from being full. */
  missing: CheckScore[];
}

const UNSEEN_STATES: readonly CheckScore['state'][] = [
  'unknown',
  'notConnected',
];

function isUnseen({ state }: CheckScore): boolean {
  return UNSEEN_STATES.includes(state);
}

function isNotJudged({ state }: CheckScore): boolean {
  return state === 'notJudged';
}

function rungState(
  score: StageScore,
  missing: readonly CheckScore[],
): RungState {
  if (score.notJudged) return 'notJudged';
  if (score.verified >= 1) return 'full';
  if (score.verified > 0) return 'partly';
  if (missing.some(isUnseen)) return 'unknown';
  return missing.length > 0 && missing.every(isNotJudged)
    ? 'notJudged'
    : 'empty';
}

function toRung(stage: Stage, score: StageScore | undefined): Rung {
  if (!score)
    return { stage, state: 'absent', filled: 0, unseen: 0, missing: [] };
  const missing = score.checks.filter(
    check => check.state !== 'na' && check.verified < 1,
  );
  const state = rungState(score, missing);
  const hatched = state !== 'notJudged' && missing.some(isUnseen);
  return {
    stage,
    state,
    filled: score.verified,
    unseen: hatched ? Math.max(score.potential - score.verified, 0) : 0,
    missing,
  };
}

/** The three rungs of a control; one that the control does not have is absent. */
export function rungsOf(stages: readonly StageScore[]): Rung[] {
  return STAGES.map(stage =>
    toRung(
      stage,
      stages.find(score => score.stage === stage),
    ),
  );
}
