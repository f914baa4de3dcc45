import type { Schemas } from '@readiness/backstage-plugin-readiness-common';

type DimensionScore = Schemas['DimensionScore'];

/** Every check of a dimension's tree, in its order. */
export function checksOf(dimension: DimensionScore): Schemas['CheckScore'][] {
  return dimension.controls.flatMap(control =>
    control.stages.flatMap(stage => stage.checks),
  );
}

/** Titles of the checks of a dimension, by id. */
export function titlesOf(
  dimension: DimensionScore,
): ReadonlyMap<string, string> {
  return new Map(checksOf(dimension).map(({ check, title }) => [check, title]));
}
