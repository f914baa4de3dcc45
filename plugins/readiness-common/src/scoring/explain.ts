import { CONTROLS, LEVEL_NAMES, type Level } from '../vocabulary';
import type {
  ControlScore,
  DimensionScore,
  ScoredCheck,
  ScoreTree,
  StageScore,
} from './types';

/** A line of the explanation and what it was computed from. @public */
export interface ExplainedLine {
  text: string;
  children: readonly ExplainedLine[];
}

/** The word for a level. @public */
export function levelName(level: Level): string {
  return level === 'unverified' ? 'Unverified' : LEVEL_NAMES[level];
}

const points = (value: number) => value.toFixed(1);
const fraction = (value: number) => value.toFixed(2);
const percent = (share: number) => `${Math.round(share * 100)} %`;

const STATE_TEXT: Partial<Record<ScoredCheck['state'], string>> = {
  notJudged: 'not judged yet',
  notConnected: 'not connected',
  na: 'not applicable',
};

function explainCheck(check: ScoredCheck): ExplainedLine {
  const state = STATE_TEXT[check.state] ?? check.state;
  const seen = check.sticky ? `${state}, failing when last seen` : state;
  const subjects = check.subjects > 1 ? ` over ${check.subjects} subjects` : '';
  return {
    text: `${check.check}: ${seen}${subjects} · ω ${check.weight} · ${fraction(
      check.verified,
    )}`,
    children: [],
  };
}

function explainStage(stage: StageScore): ExplainedLine {
  const held = stage.raw > stage.verified && !stage.notJudged;
  const figure = stage.notJudged ? 'not judged yet' : fraction(stage.verified);
  const below = held
    ? ` (${fraction(stage.raw)}, held down by the stage below)`
    : '';
  return {
    text: `${stage.stage} · λ ${fraction(stage.weight)} · ${figure}${below}`,
    children: stage.checks.map(explainCheck),
  };
}

function explainControl(control: ControlScore): ExplainedLine {
  return {
    text: `${control.control} ${CONTROLS[control.control].title} · weight ${
      control.weight
    } · ${fraction(control.verified)}`,
    children: control.stages.map(explainStage),
  };
}

function explainDimension(dimension: DimensionScore): ExplainedLine {
  const level = dimension.nothingToProve
    ? `${levelName(dimension.level)} (nothing to prove)`
    : levelName(dimension.level);
  const cap = dimension.cap
    ? ` · capped at ${dimension.cap.limit}, ${points(
        dimension.uncapped,
      )} without: ${dimension.cap.reason} ${dimension.cap.checks.join(', ')}`
    : '';
  const next =
    dimension.nextLevel === undefined || dimension.blockers.length === 0
      ? []
      : [
          {
            text: `missing for ${levelName(dimension.nextLevel)}`,
            children: dimension.blockers.map(({ message }) => ({
              text: message,
              children: [],
            })),
          },
        ];
  return {
    text: `${dimension.dimension} · ${level} · verified ${points(
      dimension.verified,
    )} · potential ${points(dimension.potential)} · coverage ${percent(
      dimension.coverage,
    )}${cap}`,
    children: [...dimension.controls.map(explainControl), ...next],
  };
}

/**
 * How a score came about, as lines to print: the figures of the tree, never
 * computed again (decision D1).
 *
 * @public
 */
export function explain(tree: ScoreTree): ExplainedLine {
  const notConnected =
    tree.notConnected.length > 0
      ? [
          {
            text: 'not connected, in potential only',
            children: tree.notConnected.map(({ check }) => ({
              text: check,
              children: [],
            })),
          },
        ]
      : [];
  return {
    text: `${levelName(tree.level)} · verified ${tree.verified} · potential ${
      tree.potential
    } · coverage ${percent(tree.coverage)}`,
    children: [...tree.dimensions.map(explainDimension), ...notConnected],
  };
}

/** The explanation as indented text, two spaces a level. @public */
export function explainText(line: ExplainedLine, depth = 0): string {
  return [
    `${'  '.repeat(depth)}${line.text}`,
    ...line.children.map(child => explainText(child, depth + 1)),
  ].join('\n');
}
