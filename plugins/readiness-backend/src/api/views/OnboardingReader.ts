import {
  namesWorkloads,
  type AnyCheck,
  type MatchingReport,
  type Read,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import type { DatabaseClusterStore } from '../../clusters/DatabaseClusterStore';
import type { CheckRegistry } from '../../config/CheckRegistry';
import type { ReadinessConfig } from '../../config/ReadinessConfig';
import type { Ruleset } from '../../config/Ruleset';
import { fromJson } from '../../database/rows';
import type {
  DbClusterRow,
  DbEntityRow,
  DbSubjectEntityRow,
  DbSubjectRow,
} from '../../database/tables';
import { isUnseen } from '../../register/visibilityFindings';
import type {
  DatabaseScanRunStore,
  ScanRun,
} from '../../scanning/DatabaseScanRunStore';
import { matchingReports } from './notReviewed';
import { onboardingSteps, type Onboarding } from './onboardingSteps';

export interface OnboardingReaderOptions {
  knex: Knex;
  clusters: DatabaseClusterStore;
  runs: DatabaseScanRunStore;
  registry: CheckRegistry;
  ruleset: Ruleset;
  rollout: ReadinessConfig['rollout'];
  now: () => number;
}

type Sources = ScanRun['sources'];

/** Sources beside the clusters by their inventory key, e.g. of Prometheus. */
function signalKeys(
  checks: readonly AnyCheck[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>();
  for (const read of checks.flatMap((check): readonly Read[] => check.reads)) {
    if ('signal' in read) {
      const own = keys.get(read.signal) ?? new Set();
      keys.set(read.signal, own.add(read.provides));
    }
  }
  return keys;
}

function signalsOf(
  checks: readonly AnyCheck[],
  scans: readonly Sources[],
): Onboarding['signals'] {
  return [...signalKeys(checks)]
    .map(([signal, keys]) => ({
      signal,
      connected: scans.filter(sources =>
        sources.some(
          ({ key, state }) => keys.has(key) && state !== 'notConnected',
        ),
      ).length,
      clusters: scans.length,
    }))
    .sort((a, b) => (a.signal < b.signal ? -1 : 1));
}

const isUnreadable = (sources: Sources) =>
  sources.some(source => isUnseen(source) && source.state !== 'notConnected');

/** How Components and workloads found each other, over all clusters. */
function matchesOf(
  components: readonly DbEntityRow[],
  reports: readonly MatchingReport[],
) {
  const rows = reports.flatMap(report => report.matched);
  const matched = new Set(rows.map(({ entityRef }) => entityRef));
  const ambiguous = new Set(
    rows.filter(row => row.ambiguous > 0).map(({ entityRef }) => entityRef),
  );
  const named = components.filter(
    ({ ref, annotations }) =>
      matched.has(ref) ||
      namesWorkloads({ annotations: fromJson(annotations) }),
  );
  const namedAndMatched = named.filter(({ ref }) => matched.has(ref)).length;
  return {
    named: named.length,
    namedAndMatched,
    entities: {
      total: components.length,
      matched: namedAndMatched,
      noWorkload: named.length - namedAndMatched,
      ambiguous: components.filter(({ ref }) => ambiguous.has(ref)).length,
      withoutOwner: components.filter(({ owner }) => owner === null).length,
    },
  };
}

/** Reads what is connected and how far the installation has come. */
export class OnboardingReader {
  readonly #options: OnboardingReaderOptions;

  static create(options: OnboardingReaderOptions) {
    return new OnboardingReader(options);
  }

  private constructor(options: OnboardingReaderOptions) {
    this.#options = options;
  }

  /** Numbers over everything: they name nobody. */
  async read(): Promise<Onboarding> {
    const { knex, clusters, registry, rollout } = this.#options;
    const rows = await clusters.list();
    const scans = await this.#lastScans(rows);
    const components: DbEntityRow[] = await knex<DbEntityRow>('entities')
      .where({ kind: 'component' })
      .whereNull('removed_at')
      .select();
    const evidence = await knex('evidence').count({ count: '*' });
    const { entities, ...matches } = matchesOf(
      components,
      await matchingReports(knex),
    );
    const answer = {
      rollout,
      clusters: {
        total: rows.length,
        scannable: rows.filter(row => Boolean(row.scannable)).length,
        scanned: scans.length,
        withUnreadable: scans.filter(isUnreadable).length,
      },
      entities,
      ...(await this.#workloads(rows)),
      signals: signalsOf(registry.enabled, scans),
      checks: this.#checks(),
      evidence: Number(evidence[0].count),
    };
    const { tenantWorkloads, ...shown } = answer;
    return { ...shown, steps: onboardingSteps({ ...answer, ...matches }) };
  }

  async #lastScans(rows: readonly DbClusterRow[]): Promise<Sources[]> {
    const runs = await Promise.all(
      rows
        .filter(row => row.last_whole_scan_at !== null)
        .map(({ name }) =>
          this.#options.runs.latest(name, ['completed', 'partial']),
        ),
    );
    return runs.map(run => run?.sources ?? []);
  }

  /** What runs in tenant namespaces, and what of it belongs to no entity. */
  async #workloads(rows: readonly DbClusterRow[]) {
    const { knex } = this.#options;
    const uids = rows.flatMap(({ uid }) => uid ?? []);
    const tenant = () =>
      knex<DbSubjectRow>('subjects')
        .whereIn('cluster_uid', uids)
        .where({ type: 'workload', namespace_class: 'tenant' })
        .whereNull('removed_at');
    const [all] = await tenant().count({ count: '*' });
    const [unowned] = await tenant()
      .whereNull('entity_ref')
      .whereNotExists(
        knex<DbSubjectEntityRow>('subject_entities')
          .where({ relation: 'ambiguous' })
          .whereRaw('subject_entities.cluster_uid = subjects.cluster_uid')
          .whereRaw('subject_entities.subject_key = subjects.key'),
      )
      .count({ count: '*' });
    return {
      tenantWorkloads: Number(all.count),
      unownedWorkloads: Number(unowned.count),
    };
  }

  #checks(): Onboarding['checks'] {
    const { registry, ruleset, now } = this.#options;
    const { modeOf } = ruleset.at(now());
    const observed = registry.enabled.filter(
      ({ id }) => modeOf(id) === 'observe',
    ).length;
    return {
      enforced: registry.enabled.length - observed,
      observed,
      disabled: registry.all.length - registry.enabled.length,
    };
  }
}
