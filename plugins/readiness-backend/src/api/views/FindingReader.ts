import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { selectWhereIn } from '../../database/rows';
import type {
  DbClusterRow,
  DbFindingEventRow,
  DbFindingRow,
  DbScanRunRow,
  DbTaskFindingRow,
  DbWaiverRow,
} from '../../database/tables';
import type { DatabaseDisputeStore } from '../../disputes/DatabaseDisputeStore';
import type { Viewer } from '../../permissions/Viewer';
import {
  inheritedFindings,
  visibleFindings,
} from '../../permissions/visibleFindings';
import { findingView } from './findingView';

export interface FindingFilter {
  entityRef?: string;
  cluster?: string;
  owner?: string;
  dimension?: string;
  severity?: string;
  state?: string;
  check?: string;
  mode?: string;
  /** `readiness` for our own, else the name of the tool. */
  source?: string;
  /** `open` or `decided`. */
  disputed?: string;
  q?: string;
  limit?: number;
  cursor?: string;
}

interface Cursor {
  rank: number;
  firstSeen: string;
  id: string;
}

const DEFAULT_LIMIT = 100;
const EXPORT_PAGE = 500;
/** What is found by our own checks has no other origin. */
const OWN = 'readiness';

function encodeCursor(row: DbFindingRow): string {
  const cursor: Cursor = {
    rank: row.severity_rank,
    firstSeen: row.first_seen_at,
    id: row.id,
  };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decodeCursor(text: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (
      Number.isInteger(cursor.rank) &&
      typeof cursor.firstSeen === 'string' &&
      typeof cursor.id === 'string'
    ) {
      return cursor;
    }
  } catch {
    // Falls through to the same answer.
  }
  throw new InputError('cursor: is not one that this API gave out');
}

/** Wildcards of LIKE in what people type are letters. */
const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

export interface FindingReaderOptions {
  knex: Knex;
  checks: ReadonlyMap<string, AnyCheck>;
  disputes: DatabaseDisputeStore;
}

/** Reads findings as the API answers them. */
export class FindingReader {
  readonly #knex: Knex;
  readonly #checks: ReadonlyMap<string, AnyCheck>;
  readonly #disputes: DatabaseDisputeStore;

  static create(options: FindingReaderOptions) {
    return new FindingReader(options);
  }

  private constructor({ knex, checks, disputes }: FindingReaderOptions) {
    this.#knex = knex;
    this.#checks = checks;
    this.#disputes = disputes;
  }

  /** A page, worst and oldest first, with the number of all that match. */
  async list(
    filter: FindingFilter,
    viewer: Viewer,
  ): Promise<{ items: Finding[]; nextCursor?: string; totalItems: number }> {
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const [{ count }] = await this.#query(filter, viewer).count({ count: '*' });
    const rows = await this.#page(filter, viewer, limit);
    const shown = rows.slice(0, limit);
    return {
      items: await this.views(shown),
      ...(rows.length > limit && {
        nextCursor: encodeCursor(shown[shown.length - 1]),
      }),
      totalItems: Number(count),
    };
  }

  /**
   * Everything that matches, page by page: a cursor, so that 10,000 rows are
   * never in memory at once and a scan meanwhile loses none of them.
   */
  async *pages(
    filter: FindingFilter,
    viewer: Viewer,
  ): AsyncGenerator<readonly Finding[]> {
    let cursor: string | undefined;
    do {
      const rows = await this.#page({ ...filter, cursor }, viewer, EXPORT_PAGE);
      const shown = rows.slice(0, EXPORT_PAGE);
      yield await this.views(shown);
      cursor =
        rows.length > EXPORT_PAGE
          ? encodeCursor(shown[shown.length - 1])
          : undefined;
    } while (cursor);
  }

  /** One finding with its history; `undefined` when it may not be seen. */
  async get(id: string, viewer: Viewer) {
    const byId = () => this.#knex<DbFindingRow>('findings').where({ id });
    const row: DbFindingRow | undefined =
      (await visibleFindings(this.#knex, byId(), viewer).first()) ??
      (await inheritedFindings(this.#knex, byId(), viewer).first());
    if (!row) return undefined;
    const [finding] = await this.views([row]);
    const events = await this.#knex<DbFindingEventRow>('finding_events')
      .where({ finding_id: id })
      .orderBy('id')
      .select();
    return {
      ...finding,
      history: events.map(({ at, type, actor, message }) => ({
        at,
        type,
        message,
        ...(actor && { actor }),
      })),
    };
  }

  async byIds(ids: readonly string[], viewer: Viewer): Promise<Finding[]> {
    const rows = await selectWhereIn<DbFindingRow>(
      this.#knex,
      'findings',
      'findings.id',
      ids,
      query => visibleFindings(this.#knex, query, viewer),
    );
    return this.views(
      rows.sort(
        (a, b) =>
          a.severity_rank - b.severity_rank ||
          a.first_seen_at.localeCompare(b.first_seen_at),
      ),
    );
  }

  /** Rows with what other tables know of them. */
  async views(rows: readonly DbFindingRow[]): Promise<Finding[]> {
    const clusters = await this.#knex<DbClusterRow>('clusters')
      .whereNotNull('uid')
      .select();
    const links = await selectWhereIn<DbTaskFindingRow>(
      this.#knex,
      'task_findings',
      'finding_id',
      rows.map(({ id }) => id),
    );
    const context = {
      checks: this.#checks,
      clusters: new Map(clusters.map(row => [row.uid as string, row])),
      entityScans: await this.#entityScans(rows),
      tasks: new Map(links.map(l => [l.finding_id, l.task_id])),
      disputes: await this.#disputes.latest(rows.map(({ id }) => id)),
      waivers: await this.#waivers(rows),
    };
    return rows.map(row => findingView(row, context));
  }

  /** One row more than asked for where there is more. */
  async #page(
    filter: FindingFilter,
    viewer: Viewer,
    limit: number,
  ): Promise<DbFindingRow[]> {
    const page = this.#query(filter, viewer)
      .orderBy([
        { column: 'severity_rank' },
        { column: 'first_seen_at' },
        { column: 'id' },
      ])
      .limit(limit + 1);
    if (filter.cursor) {
      const { rank, firstSeen, id } = decodeCursor(filter.cursor);
      page.whereRaw(
        '(severity_rank > ? or (severity_rank = ? and (first_seen_at > ? or (first_seen_at = ? and id > ?))))',
        [rank, rank, firstSeen, firstSeen, id],
      );
    }
    return page.select();
  }

  /** What is asked for or accepted of the checks of these findings. */
  #waivers(rows: readonly DbFindingRow[]): Promise<DbWaiverRow[]> {
    return selectWhereIn<DbWaiverRow>(
      this.#knex,
      'waivers',
      'check_id',
      [...new Set(rows.map(row => row.check_id))],
      query => query.whereIn('state', ['requested', 'approved']),
    );
  }

  async #entityScans(
    rows: readonly DbFindingRow[],
  ): Promise<ReadonlyMap<string, string>> {
    const refs = [...new Set(rows.flatMap(row => row.entity_ref ?? []))];
    const runs = await selectWhereIn<DbScanRunRow>(
      this.#knex,
      'scan_runs',
      'entity_ref',
      refs,
      query => query.whereIn('status', ['completed', 'partial']),
    );
    const scans = new Map<string, string>();
    for (const run of runs) {
      const key = `${run.cluster_uid} ${run.entity_ref}`;
      if ((scans.get(key) ?? '') < (run.at ?? '')) scans.set(key, run.at ?? '');
    }
    return scans;
  }

  #query(filter: FindingFilter, viewer: Viewer): Knex.QueryBuilder {
    const query = visibleFindings(
      this.#knex,
      this.#knex('findings') as Knex.QueryBuilder,
      viewer,
    );
    const columns = {
      entity_ref: filter.entityRef?.toLocaleLowerCase('en-US'),
      cluster: filter.cluster,
      owner: filter.owner?.toLocaleLowerCase('en-US'),
      dimension: filter.dimension,
      severity: filter.severity,
      check_id: filter.check,
      mode: filter.mode,
    };
    for (const [column, value] of Object.entries(columns)) {
      if (value !== undefined) query.where(column, value);
    }
    if (filter.source === OWN) query.whereNull('origin');
    else if (filter.source) query.where('origin', filter.source);
    if (filter.state === 'closed') {
      query.whereNotNull('closed_at');
    } else {
      query.whereNull('closed_at');
      if (filter.state) query.where('state', filter.state);
    }
    if (filter.disputed) this.#narrowToDisputed(query, filter.disputed);
    if (filter.q) {
      const pattern = `%${escapeLike(filter.q.toLocaleLowerCase('en-US'))}%`;
      query.whereRaw(
        `(lower(check_id) like ? escape '\\' or lower(subject_key) like ? escape '\\' or lower(coalesce(discriminator, '')) like ? escape '\\' or lower(owner) like ? escape '\\' or lower(coalesce(title, '')) like ? escape '\\')`,
        [pattern, pattern, pattern, pattern, pattern],
      );
    }
    return query;
  }

  #narrowToDisputed(query: Knex.QueryBuilder, disputed: string): void {
    const disputes = () =>
      this.#knex('disputes').whereRaw('?? = ??', [
        'disputes.finding_id',
        'findings.id',
      ]);
    const open = disputes().where('disputes.state', 'open');
    if (disputed === 'open') {
      query.whereExists(open);
    } else {
      query.whereExists(disputes()).whereNotExists(open);
    }
  }
}
