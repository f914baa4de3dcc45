import type {
  Schemas,
  Scorecard,
  ScoreTree,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  Read,
  Source,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { fromJson, selectWhereIn } from '../../database/rows';
import type {
  DbClusterRow,
  DbFindingRow,
  DbScanRunRow,
} from '../../database/tables';
import type { StoredSource } from '../../register/observedFindings';
import { isOf, isUnseen } from '../../register/visibilityFindings';

type Unseen = Scorecard['unseen'][number];

const keyOf = ({ cluster, resource }: Unseen) => `${cluster} ${resource}`;

export interface UnseenOptions {
  knex: Knex;
  ref: string;
  /** The clusters that the entity runs on. */
  clusters: readonly DbClusterRow[];
  tree?: ScoreTree;
  checks: ReadonlyMap<string, AnyCheck>;
}

/**
 * Sources that hide something from this entity, with what would open them:
 * those of the last whole scans, and those that a later scan of this entity
 * alone could not read.
 */
export async function unseenSources(options: UnseenOptions): Promise<Unseen[]> {
  const { knex, clusters, tree } = options;
  const applicable = applicableChecks(tree);
  const rows = await selectWhereIn<DbFindingRow>(
    knex,
    'findings',
    'cluster_uid',
    clusters.map(row => row.uid as string),
    query => query.whereNull('closed_at').where({ kind: 'visibility' }),
  );
  const ofScans = rows.flatMap(row => ofFinding(row, applicable));
  const ofRuns = await Promise.all(
    clusters.map(cluster => ofEntityRun(options, cluster.name, applicable)),
  );
  const known = new Set(ofScans.map(keyOf));
  return [...ofScans, ...ofRuns.flat().filter(item => !known.has(keyOf(item)))];
}

function applicableChecks(tree: ScoreTree | undefined): ReadonlySet<string> {
  return new Set(
    (tree?.dimensions ?? [])
      .flatMap(({ controls }) => controls)
      .flatMap(({ stages }) => stages)
      .flatMap(({ checks }) => checks)
      .filter(({ state }) => state !== 'na' && state !== 'notJudged')
      .map(({ check }) => check),
  );
}

function ofFinding(
  row: DbFindingRow,
  applicable: ReadonlySet<string>,
): Unseen[] {
  const [source] = fromJson<StoredSource[]>(row.sources);
  const checks = fromJson<string[]>(row.hides ?? '[]').filter(id =>
    applicable.has(id),
  );
  if (source.state === 'notConnected' || checks.length === 0) return [];
  const remediation = fromJson<Schemas['Remediation']>(row.remediation);
  return [
    {
      cluster: row.cluster,
      resource: source.resource,
      state: source.state,
      ...(remediation.type === 'manifest' && {
        missingRule: remediation.content,
      }),
      checks,
    },
  ];
}

/** A scan of one entity leaves the findings about sources of its cluster alone. */
async function ofEntityRun(
  { knex, ref, checks }: UnseenOptions,
  cluster: string,
  applicable: ReadonlySet<string>,
): Promise<Unseen[]> {
  const [last] = await knex<DbScanRunRow>('scan_runs')
    .where({ cluster })
    .whereIn('status', ['completed', 'partial'])
    .andWhere(query =>
      query.whereNull('entity_ref').orWhere({ entity_ref: ref }),
    )
    .orderBy('finished_at', 'desc')
    .limit(1);
  if (!last?.entity_ref) return [];
  return fromJson<Source[]>(last.sources)
    .filter(source => isUnseen(source) && source.state !== 'notConnected')
    .map(source => ({
      cluster,
      resource: source.resource,
      state: source.state,
      ...(source.missingRule && { missingRule: source.missingRule }),
      checks: [...checks.values()]
        .filter(
          check =>
            applicable.has(check.id) &&
            (check.reads as readonly Read[]).some(read => isOf(read, source)),
        )
        .map(({ id }) => id),
    }))
    .filter(item => item.checks.length > 0);
}
