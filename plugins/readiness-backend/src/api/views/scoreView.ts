import {
  CONTROLS,
  type LevelHold,
  type Level,
  type Schemas,
  type ScoreTree,
} from '@readiness/backstage-plugin-readiness-common';

type ApiDimension = Schemas['DimensionScore'];

/** The titles of checks; those that nobody has built yet go by their id. */
export type TitleOf = (check: string) => string;

/** A level as the database keeps it. */
export function levelOf(text: string): Level {
  return text === 'unverified' ? text : (Number(text) as Level);
}

/** The stored tree as the API answers it; no figure is computed here (D1). */
export function dimensionViews(
  tree: ScoreTree,
  titleOf: TitleOf,
  hold?: LevelHold,
): ApiDimension[] {
  return tree.dimensions.map(({ dimension, controls, blockers, ...rest }) => ({
    ...rest,
    id: dimension,
    cap: rest.cap && { ...rest.cap, checks: [...rest.cap.checks] },
    blockers: [
      ...blockers,
      ...(hold?.pending
        ? [{ reason: 'hold', message: hold.pending.message }]
        : []),
    ],
    controls: controls.map(({ stages, ...control }) => ({
      ...control,
      title: CONTROLS[control.control].title,
      stages: stages.map(({ checks, ...stage }) => ({
        ...stage,
        checks: checks.map(check => ({
          ...check,
          title: titleOf(check.check),
        })),
      })),
    })),
  }));
}
