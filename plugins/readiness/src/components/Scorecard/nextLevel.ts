import type {
  Level,
  Schemas,
  Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import type { Messages } from '../../translation';
import { titlesOf } from './checksOf';

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

/** What to say where no next level is: nothing is missing, or nothing is known. */
export function topText(
  t: Messages,
  { dimensions }: Pick<Scorecard, 'dimensions'>,
): string {
  return t(dimensions.length > 0 ? 'scorecard.top' : 'scorecard.noneTitle');
}

/** Titles of checks, from wherever the scorecard names them. */
export function checkTitles(scorecard: Scorecard): ReadonlyMap<string, string> {
  return new Map([
    ...scorecard.dimensions.flatMap(dimension => [...titlesOf(dimension)]),
    ...scorecard.findings.map(({ check, title }) => [check, title] as const),
  ]);
}

/** A blocker in words: the server names checks by id, a person by their title. */
export function blockerText(
  { message, check }: { message: string; check?: string },
  titles: ReadonlyMap<string, string>,
): string {
  return check ? message.replace(check, titles.get(check) ?? check) : message;
}
