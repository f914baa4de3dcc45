import type { ReadinessApi } from '@readiness/backstage-plugin-readiness-common';
import {
  matchingRows,
  type MatchingRow,
  type MatchingSection,
} from './matchingRows';

/** Every row of a section of which the report held the first only. */
export async function wholeSection(
  api: ReadinessApi,
  cluster: string,
  section: MatchingSection,
): Promise<readonly MatchingRow[]> {
  const rows: MatchingRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.getMatching(cluster, { section, cursor });
    rows.push(...matchingRows(page)[section]);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}
