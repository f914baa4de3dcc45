import { DateTime, Duration } from 'luxon';
import type { Level } from '../vocabulary';
import { levelName } from './explain';
import { levelOrder } from './dimensionLevel';
import type { ScoreTree } from './types';
import { CRITICAL_FAIL_CAP } from './weights';

type Claim = 1 | 2 | 3;

/** What has to be kept between two scans of a subject. Plain data. @public */
export interface LevelHold {
  /** The level to show. */
  level: Level;
  /** Epoch ms since when every scan has met this level or a higher one. */
  metSince: Readonly<Partial<Record<Claim, number>>>;
  /** The first of the consecutive scans below the shown level, epoch ms. */
  belowSince?: number;
  /** A higher level that is met and not yet confirmed. */
  pending?: {
    level: Claim;
    /** Epoch ms. */
    confirmedAt: number;
    /** For people, e.g. "Configured, confirmed on 12 Oct if it holds". */
    message: string;
  };
}

/** @public */
export interface LevelHoldInput {
  /** What the previous scan returned; absent for the first. */
  previous?: LevelHold;
  /** The level that this scan computed. */
  observed: Level;
  /** A critical check fails: a downgrade does not wait. */
  critical: boolean;
  /** Epoch ms. */
  now: number;
  /** `readiness.levels.holdDays`; with 0 the level follows the scan both ways. */
  holdDays: number;
}

const CLAIMS = [1, 2, 3] as const;
/** Two consecutive scans that far apart confirm a downgrade (B.4). */
const DOWNGRADE_MS = Duration.fromObject({ hours: 24 }).toMillis();

function metSince(input: LevelHoldInput): LevelHold['metSince'] {
  const met: Partial<Record<Claim, number>> = {};
  for (const claim of CLAIMS) {
    if (levelOrder(input.observed) >= claim) {
      met[claim] = input.previous?.metSince[claim] ?? input.now;
    }
  }
  return met;
}

/** The shown level once upgrades that have been held long enough are granted. */
function granted(
  shown: Level,
  met: LevelHold['metSince'],
  now: number,
  holdMs: number,
): Level {
  return CLAIMS.reduce<Level>((level, claim) => {
    const since = met[claim];
    const due = since !== undefined && now - since >= holdMs;
    return due && claim > levelOrder(level) ? claim : level;
  }, shown);
}

function pendingUpgrade(
  level: Level,
  observed: Level,
  met: LevelHold['metSince'],
  holdMs: number,
): LevelHold['pending'] {
  const next = CLAIMS.find(
    claim => claim > levelOrder(level) && claim <= levelOrder(observed),
  );
  const since = next && met[next];
  if (next === undefined || since === undefined) return undefined;
  const confirmedAt = since + holdMs;
  const date = DateTime.fromMillis(confirmedAt, { zone: 'utc', locale: 'en' });
  return {
    level: next,
    confirmedAt,
    message: `${levelName(next)}, confirmed on ${date.toFormat(
      'd LLL',
    )} if it holds`,
  };
}

/** A critical fail caps a dimension: then a downgrade is immediate. @public */
export function hasCriticalFail(tree: ScoreTree): boolean {
  return tree.dimensions.some(({ cap }) => cap?.limit === CRITICAL_FAIL_CAP);
}

/**
 * The level to show after a scan (`catalogue/50` B.4, decision D8). An upgrade
 * needs every scan of `holdDays` to meet it; a downgrade is immediate with a
 * critical fail, otherwise it needs two consecutive scans at least 24 h apart.
 * `unverified` becomes Running at once: Running claims nothing.
 *
 * @public
 */
export function applyLevelHold(input: LevelHoldInput): LevelHold {
  const { observed, now, holdDays, previous } = input;
  const met = metSince(input);
  const floor: Level = observed === 'unverified' ? 'unverified' : 0;
  if (holdDays <= 0) return { level: observed, metSince: met };

  const holdMs = Duration.fromObject({ days: holdDays }).toMillis();
  const before = previous?.level ?? floor;
  const shown = levelOrder(before) < levelOrder(floor) ? floor : before;
  if (levelOrder(observed) >= levelOrder(shown)) {
    const level = granted(shown, met, now, holdMs);
    const pending = pendingUpgrade(level, observed, met, holdMs);
    return { level, metSince: met, ...(pending && { pending }) };
  }
  const belowSince = previous?.belowSince ?? now;
  if (input.critical || now - belowSince >= DOWNGRADE_MS) {
    return { level: observed, metSince: met };
  }
  return { level: shown, metSince: met, belowSince };
}
