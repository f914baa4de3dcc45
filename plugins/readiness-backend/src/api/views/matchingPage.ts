import type {
  ApiMatchingReport,
  Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { InputError } from '@backstage/errors';
import type { MatchingReport } from '@readiness/backstage-plugin-readiness-engine';
import { seesEntity, type Viewer } from '../../permissions/Viewer';

export type MatchingSection = Schemas['MatchingSection'];

export interface MatchingQuery {
  /** The only section to answer. */
  section?: MatchingSection;
  limit?: number;
  cursor?: string;
}

/** Rows of each section; about a megabyte with all of them full. */
const DEFAULT_LIMIT = 2000;
const SECTIONS = [
  'matched',
  'noWorkload',
  'unannotated',
  'ambiguous',
  'unowned',
  'problems',
] as const satisfies readonly MatchingSection[];

type Ownerless = ApiMatchingReport['unowned'][number]['workloads'][number] & {
  namespace: string;
};

type Rows = Pick<
  ApiMatchingReport,
  'matched' | 'noWorkload' | 'ambiguous' | 'problems'
> & {
  unannotated: NonNullable<ApiMatchingReport['unannotated']>;
  unowned: Ownerless[];
};

interface Cursor {
  /** The report that the rows before were of. */
  at: string;
  offset: number;
}

function decodeCursor(text: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Number.isInteger(cursor.offset) && typeof cursor.at === 'string') {
      return cursor;
    }
  } catch {
    // Falls through to the same answer.
  }
  throw new InputError('cursor: is not one that this API gave out');
}

function offsetOf({ section, cursor }: MatchingQuery, at: string): number {
  if (cursor === undefined) return 0;
  if (!section) throw new InputError('cursor: needs the section it is for');
  const decoded = decodeCursor(cursor);
  if (decoded.at !== at) {
    throw new InputError(
      'cursor: is of a report before the last scan, begin again',
    );
  }
  return decoded.offset;
}

/** The report as rows, without entities that the viewer may not see. */
function rowsFor(report: MatchingReport, viewer: Viewer): Rows {
  const sees = ({ entityRef }: { entityRef: string }) =>
    seesEntity(viewer, entityRef);
  return {
    matched: report.matched.filter(sees),
    noWorkload: report.noWorkload.filter(sees),
    unannotated: report.unannotated.filter(sees),
    ambiguous: report.ambiguous
      .map(item => ({
        ...item,
        entityRefs: item.entityRefs.filter(ref => seesEntity(viewer, ref)),
      }))
      .filter(item => item.entityRefs.length > 0),
    unowned: report.unowned.flatMap(({ namespace, workloads }) =>
      workloads.map(({ subject, entityRef, suggestion }) => ({
        namespace,
        subject,
        // What is suggested names the entity that the workload is called after.
        ...((!entityRef || seesEntity(viewer, entityRef)) && {
          entityRef,
          suggestion,
        }),
      })),
    ),
    problems: report.problems.filter(sees),
  };
}

/** A suggestion for the workload of its own row needs not name it again. */
function withoutSelf(
  { workloads = [], ...rest }: Schemas['MatchingSuggestion'],
  subject: string,
): Schemas['MatchingSuggestion'] {
  const isAlone = workloads.length === 1 && workloads[0] === subject;
  return { ...rest, ...(!isAlone && { workloads }) };
}

function byNamespace(rows: readonly Ownerless[]): ApiMatchingReport['unowned'] {
  const groups = new Map<string, ApiMatchingReport['unowned'][number]>();
  for (const { namespace, suggestion, ...workload } of rows) {
    const group = groups.get(namespace) ?? { namespace, workloads: [] };
    groups.set(namespace, group);
    group.workloads.push({
      ...workload,
      ...(suggestion && {
        suggestion: withoutSelf(suggestion, workload.subject),
      }),
    });
  }
  return [...groups.values()];
}

/** Part of a report: of each section, or of one, the next rows. */
export function matchingPage(
  report: MatchingReport,
  options: { at: string; viewer: Viewer; query: MatchingQuery },
): ApiMatchingReport {
  const { at, viewer, query } = options;
  const { section, limit = DEFAULT_LIMIT } = query;
  const rows = rowsFor(report, viewer);
  const offset = offsetOf(query, at);
  const end = offset + limit;
  const part = <T>(name: MatchingSection, all: readonly T[]): T[] =>
    section === undefined || section === name ? all.slice(offset, end) : [];
  const hasMore = section !== undefined && rows[section].length > end;
  return {
    at,
    entities: report.entities,
    totals: Object.fromEntries(
      SECTIONS.map(name => [name, rows[name].length]),
    ) as Record<MatchingSection, number>,
    ...(hasMore && {
      nextCursor: Buffer.from(JSON.stringify({ at, offset: end })).toString(
        'base64url',
      ),
    }),
    matched: part('matched', rows.matched),
    noWorkload: part('noWorkload', rows.noWorkload),
    unannotated: part('unannotated', rows.unannotated),
    ambiguous: part('ambiguous', rows.ambiguous),
    unowned: byNamespace(part('unowned', rows.unowned)),
    problems: part('problems', rows.problems),
  };
}
