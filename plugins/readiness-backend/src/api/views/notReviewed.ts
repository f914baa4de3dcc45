import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import {
  namesWorkloads,
  type MatchingReport,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { fromJson } from '../../database/rows';
import type { DbClusterRow, DbEntityRow } from '../../database/tables';

export type NotReviewed = Schemas['NotReviewed'];

/** The matching report of the last whole scan of each cluster that had one. */
export async function matchingReports(knex: Knex): Promise<MatchingReport[]> {
  const rows: (string | null)[] = await knex<DbClusterRow>('clusters')
    .whereNull('removed_at')
    .pluck('matching');
  return rows.flatMap(row =>
    row === null ? [] : [fromJson<MatchingReport>(row)],
  );
}

interface Sighting {
  /** Workloads that it matches, and how many of them others match as well. */
  count: number;
  ambiguous: number;
  selector?: string;
  problem?: string;
}

/** Why entities without a score have none, by what all clusters report. */
export class Unreviewed {
  readonly #scanned: boolean;
  readonly #sightings = new Map<string, Sighting>();

  static create(reports: readonly MatchingReport[]): Unreviewed {
    return new Unreviewed(reports);
  }

  private constructor(reports: readonly MatchingReport[]) {
    this.#scanned = reports.length > 0;
    for (const report of reports) {
      for (const { entityRef, count, ambiguous } of report.matched) {
        const sighting = this.#of(entityRef);
        sighting.count += count;
        sighting.ambiguous += ambiguous;
      }
      for (const { entityRef, selector } of report.noWorkload) {
        this.#of(entityRef).selector = selector;
      }
      for (const { entityRef, message } of report.problems) {
        this.#of(entityRef).problem ??= message;
      }
    }
  }

  /** Said of an entity that has no score. */
  reason(entity: Pick<DbEntityRow, 'ref' | 'annotations'>): NotReviewed {
    const seen = this.#sightings.get(entity.ref);
    if (!this.#scanned) {
      return { reason: 'not-scanned', message: 'no cluster was scanned yet' };
    }
    if (seen && seen.count > 0) {
      return seen.ambiguous === seen.count
        ? {
            reason: 'ambiguous',
            message: `other entities match all ${seen.count} of its workloads as well; they count for nobody until one alone does`,
          }
        : {
            reason: 'not-scanned',
            message: 'its workloads were found and not judged yet',
          };
    }
    if (seen?.problem) return { reason: 'malformed', message: seen.problem };
    if (seen?.selector !== undefined) {
      return {
        reason: 'no-workload',
        message: `its selector ${seen.selector} matches no workload`,
      };
    }
    return namesWorkloads({ annotations: fromJson(entity.annotations) })
      ? {
          reason: 'elsewhere',
          message: 'none of the clusters that it names was scanned',
        }
      : {
          reason: 'not-named',
          message: 'it does not say which workloads are its own',
        };
  }

  #of(ref: string): Sighting {
    const sighting = this.#sightings.get(ref) ?? { count: 0, ambiguous: 0 };
    this.#sightings.set(ref, sighting);
    return sighting;
  }
}
