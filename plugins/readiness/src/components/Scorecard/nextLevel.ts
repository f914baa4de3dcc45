import type {
  Level,
  Schemas,
  Scorecard,
} from '@readiness/backstage-plugin-readiness-common';

type DimensionScore = Schemas['DimensionScore'];

export interface NextLevelItem {
  dimension: DimensionScore['id'];
  check?: string;
  message: string;
}

export interface NextLevel {
  level: Level;
  items: NextLevelItem[];
}

function rank(level: Level): number {
  return level === 'unverified' ? -1 : level;
}

/**
 * What lies between the subject and its next level: the level is the lowest of
 * its dimensions, so the blockers of those that hold it down, each once.
 */
export function nextLevel(scorecard: Scorecard): NextLevel | undefined {
  const { level, dimensions } = scorecard;
  const holding = dimensions.filter(
    dimension =>
      rank(dimension.level) <= rank(level) && dimension.nextLevel !== undefined,
  );
  if (holding.length === 0) return undefined;
  const next = holding
    .map(dimension => dimension.nextLevel as Level)
    .reduce((low, candidate) =>
      rank(candidate) < rank(low) ? candidate : low,
    );
  const items = new Map<string, NextLevelItem>();
  for (const dimension of holding) {
    for (const { check, message } of dimension.blockers) {
      const key = check ?? `${dimension.id} ${message}`;
      if (!items.has(key)) {
        items.set(key, { dimension: dimension.id, check, message });
      }
    }
  }
  return { level: next, items: [...items.values()] };
}

/** Titles of checks, from wherever the scorecard names them. */
export function checkTitles(scorecard: Scorecard): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const dimension of scorecard.dimensions) {
    for (const control of dimension.controls) {
      for (const stage of control.stages) {
        for (const { check, title } of stage.checks) titles.set(check, title);
      }
    }
  }
  for (const { check, title } of scorecard.findings) titles.set(check, title);
  return titles;
}
