import {
  risk,
  type RankedEntity,
  type Responsible,
  type Tier,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import type {
  DbEntityRow,
  DbFindingRow,
  DbScoreRow,
} from '../../database/tables';
import { levelOf } from './scoreView';

/** Days that an improvement is measured over (`catalogue/50` B.8). */
const WINDOW = { days: 28 };

const ms = (iso: string) => DateTime.fromISO(iso).toMillis();

interface Risks {
  riskStart: number;
  riskClosed: number;
  riskOpened: number;
}

/**
 * Risk at the start of the window, closed by fixes and opened within it. For
 * an entity that was first scanned within the window, its first scan in each
 * cluster is the start: what was found there was not opened by anybody.
 */
function risksOf(
  findings: readonly DbFindingRow[],
  startOf: (row: DbFindingRow) => string,
  now: number,
): Risks {
  const sum = (rows: readonly DbFindingRow[]) =>
    rows.reduce(
      (total, row) =>
        total +
        risk(
          {
            severity: row.severity,
            tier: row.tier as Tier,
            environment: row.environment,
            exposed: Boolean(row.exposed),
            privileged: row.control === 'S3',
          },
          now,
        ),
      0,
    );
  const wasOpen = (row: DbFindingRow) =>
    row.first_seen_at <= startOf(row) &&
    (row.closed_at === null || row.closed_at > startOf(row)) &&
    (row.reopened_at === null || row.reopened_at <= startOf(row));
  return {
    riskStart: sum(findings.filter(wasOpen)),
    riskClosed: sum(
      findings.filter(
        row =>
          row.close_reason === 'fixed' &&
          row.closed_at !== null &&
          row.closed_at > startOf(row),
      ),
    ),
    riskOpened: sum(
      findings.filter(
        row =>
          row.first_seen_at > startOf(row) ||
          (row.reopened_at !== null && row.reopened_at > startOf(row)),
      ),
    ),
  };
}

/** Entities with their scores and risks, as the leaderboard takes them. */
export function rankedEntities(
  rows: readonly {
    entity: DbEntityRow;
    league: Responsible;
    score: DbScoreRow;
    findings: readonly DbFindingRow[];
  }[],
  ownerOf: (entity: DbEntityRow) => string | undefined,
  /** When the results of each cluster were first published, by its uid. */
  publishedAt: ReadonlyMap<string, string>,
  now: number,
): RankedEntity[] {
  const window = DateTime.fromMillis(now, { zone: 'utc' }).minus(WINDOW);
  return rows.map(({ entity, league, score, findings }) => {
    const first = entity.first_scored_at ?? score.at;
    const start = [window.toISO() as string, first].sort()[1];
    return {
      ref: entity.ref,
      owner: ownerOf(entity),
      system: entity.system ?? undefined,
      domain: entity.domain ?? undefined,
      tier: entity.tier as Tier,
      league,
      verified: score.verified,
      coverage: score.coverage,
      level: levelOf(score.level),
      applicableWeight: score.applicable_weight,
      scannedDays: (now - ms(first)) / 86_400_000,
      ...risksOf(
        findings,
        // Nobody opened what was merely not counted before.
        row =>
          [
            start,
            publishedAt.get(row.cluster_uid ?? '') ?? start,
            row.enforced_at ?? start,
          ].sort()[2],
        now,
      ),
    };
  });
}
