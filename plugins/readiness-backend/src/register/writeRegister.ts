import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  EvidenceRecord,
  ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { chunks, differs, insertAll, selectWhereIn } from '../database/rows';
import type {
  DbDisputeRow,
  DbFindingRow,
  DbSubjectEntityRow,
  DbSubjectRow,
} from '../database/tables';
import { dispositionOf } from './disposition';
import type { ScanImports } from '../scanning/scanImports';
import { importedFindings, withAlsoReported } from './importedFindings';
import { isHidden } from './isHidden';
import { observedFindings, type FindingContext } from './observedFindings';
import { reconcileFindings, type RegisterChange } from './reconcileFindings';
import { subjectEntityRows, subjectRows } from './subjectRows';
import { visibilityFindings } from './visibilityFindings';

export interface WriteRegisterOptions extends FindingContext {
  scanId: string;
  /** Set for a scan of one entity: nothing else may change. */
  entityRef?: string;
  publishedAt?: string;
  previousAt?: string;
  checks: ReadonlyMap<string, AnyCheck>;
  evidence: readonly EvidenceRecord[];
  /** What other tools report; absent where the scan did not ask them. */
  imports?: ScanImports;
  /** What evidence is bound to, as this scan sees it. */
  fingerprint: Readonly<Record<string, unknown>>;
}

export interface RegisterWrite {
  /** Entities whose verdicts may have changed. */
  entityRefs: string[];
  change: RegisterChange;
}

/** The rows that the scan speaks about: all of a cluster, or those of one entity. */
function scope<
  T extends { entity_ref: string | null; namespace: string | null },
>(rows: readonly T[], result: ScanResult, entityRef: string | undefined): T[] {
  if (!entityRef) return [...rows];
  return rows.filter(
    row =>
      row.entity_ref === entityRef &&
      (row.namespace === null || result.namespaces?.includes(row.namespace)),
  );
}

/** A scan of one entity speaks about nothing else. */
function ofEntity(result: ScanResult, entityRef: string): ScanResult {
  const subjects = result.subjects.filter(
    subject => subject.entityRef === entityRef,
  );
  const keys = new Set(subjects.map(({ key }) => key));
  return {
    ...result,
    subjects,
    verdicts: result.verdicts.filter(v => keys.has(subjectKey(v.subject))),
  };
}

async function writeSubjects(
  tx: Knex,
  result: ScanResult,
  stored: readonly DbSubjectRow[],
  options: WriteRegisterOptions,
  waived: ReadonlySet<string>,
): Promise<void> {
  const byKey = new Map(stored.map(row => [row.key, row]));
  const wanted = subjectRows(result, {
    stored: byKey,
    checks: options.checks,
    evidence: options.evidence,
    fingerprint: options.fingerprint,
    waived,
    modeOf: options.modeOf,
  });
  await insertAll(
    tx,
    'subjects',
    wanted
      .filter(row => !byKey.has(row.key))
      .map(row => ({ ...row, first_seen_at: result.at })),
  );
  for (const row of wanted) {
    const before = byKey.get(row.key);
    if (before && differs(before, row)) {
      await tx<DbSubjectRow>('subjects')
        .where({ cluster_uid: row.cluster_uid, key: row.key })
        .update(row);
    }
  }
  const seen = new Set(wanted.map(({ key }) => key));
  const gone = scope(stored, result, options.entityRef)
    .filter(row => row.removed_at === null && !seen.has(row.key))
    .filter(row => !isHidden(row.key, result))
    .map(({ key }) => key);
  for (const part of chunks(gone)) {
    await tx<DbSubjectRow>('subjects')
      .where({ cluster_uid: result.cluster.uid })
      .whereIn('key', part)
      .update({ removed_at: result.at });
  }
}

async function writeSubjectEntities(
  tx: Knex,
  result: ScanResult,
): Promise<void> {
  const name = (row: DbSubjectEntityRow) =>
    `${row.relation} ${row.entity_ref} ${row.subject_key}`;
  const stored = new Map(
    (
      await tx<DbSubjectEntityRow>('subject_entities')
        .where({ cluster_uid: result.cluster.uid })
        .select()
    ).map(row => [name(row), row]),
  );
  const wanted = new Map(subjectEntityRows(result).map(r => [name(r), r]));
  await insertAll(
    tx,
    'subject_entities',
    [...wanted].filter(([key]) => !stored.has(key)).map(([, row]) => row),
  );
  for (const [key, row] of stored) {
    if (!wanted.has(key)) {
      await tx<DbSubjectEntityRow>('subject_entities').where(row).delete();
    }
  }
}

/** Findings whose dispute waits for a decision. */
async function openlyDisputed(
  tx: Knex,
  clusterUid: string,
): Promise<ReadonlySet<string>> {
  const ids = await tx<DbDisputeRow>('disputes')
    .where({ cluster_uid: clusterUid, state: 'open' })
    .pluck('finding_id');
  return new Set(ids);
}

/** Findings whose risk was accepted before this scan, and that it left so. */
async function waivedFindings(
  tx: Knex,
  clusterUid: string,
): Promise<ReadonlySet<string>> {
  const ids = await tx<DbFindingRow>('findings')
    .where({ cluster_uid: clusterUid })
    .whereNotNull('waiver_id')
    .pluck('id');
  return new Set(ids);
}

async function writeFindings(
  tx: Knex,
  result: ScanResult,
  options: WriteRegisterOptions,
): Promise<RegisterChange> {
  const seen = withAlsoReported(
    observedFindings(result, options),
    options.imports,
  );
  const observed = options.entityRef
    ? seen.filter(({ entity_ref: ref }) => ref === options.entityRef)
    : [
        ...seen,
        ...visibilityFindings(result, options),
        ...importedFindings(result, options.imports, options),
      ];
  const open = await tx<DbFindingRow>('findings')
    .where({ cluster_uid: result.cluster.uid })
    .whereNull('closed_at')
    .select();
  const known = new Set(open.map(({ id }) => id));
  const closed = await selectWhereIn<DbFindingRow>(
    tx,
    'findings',
    'id',
    observed.map(({ id }) => id).filter(id => !known.has(id)),
  );
  const inScope = options.entityRef
    ? scope(open, result, options.entityRef)
    : open;
  // What the entity owns now but did not when it was stored is seen here too.
  const observedIds = new Set(observed.map(({ id }) => id));
  const stored = [
    ...inScope,
    ...open.filter(row => observedIds.has(row.id) && !inScope.includes(row)),
    ...closed,
  ];
  const change = reconcileFindings({
    stored,
    observed,
    disposition: dispositionOf(result, options.checks, options.imports),
    at: result.at,
    previousAt: options.previousAt,
    publishedAt: options.publishedAt,
    scanId: options.scanId,
    modeOf: options.modeOf,
    disputed: await openlyDisputed(tx, result.cluster.uid),
  });
  await insertAll(tx, 'findings', change.insert);
  for (const { id, row } of change.update) {
    await tx<DbFindingRow>('findings').where({ id }).update(row);
  }
  await insertAll(tx, 'finding_events', change.events);
  return change;
}

/**
 * Writes what a scan says into the register, in the transaction of the caller.
 * Reads first, writes what differs: a scan that changes nothing writes nothing.
 */
export async function writeRegister(
  tx: Knex,
  scan: ScanResult,
  options: WriteRegisterOptions,
): Promise<RegisterWrite> {
  const result = options.entityRef ? ofEntity(scan, options.entityRef) : scan;
  const stored = await tx<DbSubjectRow>('subjects')
    .where({ cluster_uid: result.cluster.uid })
    .select();
  const change = await writeFindings(tx, result, options);
  await writeSubjects(
    tx,
    result,
    stored,
    options,
    await waivedFindings(tx, result.cluster.uid),
  );
  if (!options.entityRef) await writeSubjectEntities(tx, result);

  const refs = [
    ...stored.filter(row => row.removed_at === null).map(r => r.entity_ref),
    ...result.subjects.map(subject => subject.entityRef),
  ].filter((ref): ref is string => typeof ref === 'string');
  return {
    entityRefs: options.entityRef ? [options.entityRef] : [...new Set(refs)],
    change,
  };
}
