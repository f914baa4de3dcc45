import type { LeaderboardItem } from '@readiness/backstage-plugin-readiness-common';
import { csvLines } from './csvLines';

const COLUMNS: Readonly<Record<string, (item: LeaderboardItem) => unknown>> = {
  ref: item => item.ref,
  title: item => item.title,
  league: item => item.league,
  rank: item => item.rank,
  band: item => item.band,
  notRanked: item => item.reason,
  level: item => item.level,
  verified: item => item.verified,
  coverage: item => item.coverage,
  services: item => item.entities,
  notReviewed: item => item.notReviewed,
  change28Days: item => item.delta28d,
};

/** The leaderboard as a table; shares are of 1. */
export function leaderboardCsv(items: readonly LeaderboardItem[]): string {
  return csvLines([
    Object.keys(COLUMNS),
    ...items.map(item => Object.values(COLUMNS).map(cell => cell(item) ?? '')),
  ]);
}
