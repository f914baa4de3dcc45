import { createHash } from 'node:crypto';
import type { Tier } from '@readiness/backstage-plugin-readiness-common';
import {
  isUnreadable,
  type ImportedFinding,
  type JudgedSubject,
  type Remediation,
  type ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import { fromJson, nullable, toJson } from '../database/rows';
import type { DbFindingRow } from '../database/tables';
import type { ScanImports } from '../scanning/scanImports';
import { findingId } from './findingId';
import {
  severityRank,
  storedSources,
  type FindingContext,
  type FindingFacts,
  type StoredSource,
} from './observedFindings';
import type { Disposition } from './reconcileFindings';

const DEFAULT_TIER: Tier = 2;
const LONGEST_ID = 128;

/** `trivy:KSV-0014`; a long one keeps its beginning and is told apart by a hash. */
function importId({ tool, rule }: ImportedFinding): string {
  const id = `${tool}:${rule}`;
  if (id.length <= LONGEST_ID) return id;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 12);
  return `${id.slice(0, LONGEST_ID - hash.length - 1)}#${hash}`;
}

function objectsText({ objects, count }: ImportedFinding): string {
  const more = count - objects.length;
  return `${objects.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Where the tool says more than is kept here. */
function remediationOf(
  { tool, rule, sources }: ImportedFinding,
  subject: JudgedSubject,
  resources: readonly string[],
): Remediation {
  const namespace = subject.subject.namespace ?? subject.subject.name;
  const place = subject.subject.type === 'cluster' ? '' : ` -n ${namespace}`;
  return {
    summary: `Mend what ${tool} calls ${rule}; its report says where and how.`,
    type: 'command',
    content: [
      ...resources.map(resource => {
        const [group, kind] = resource.split('/');
        return `kubectl${place} get ${kind}.${group} -o yaml`;
      }),
      '',
    ].join('\n'),
    note: `The finding closes when ${tool} no longer reports it${
      sources.length > 1 ? ' in any of its reports' : ''
    }. Exceptions belong there as well.`,
  };
}

function factsOf(
  found: ImportedFinding,
  subject: JudgedSubject,
  result: ScanResult,
  context: FindingContext,
): FindingFacts {
  const { uid, name } = result.cluster;
  const platformOwner = context.clusterOwner ?? context.platformOwner;
  const check = importId(found);
  const sources = storedSources(found.sources, result.sources);
  const isPlatform =
    subject.subject.type === 'cluster' || subject.namespaceClass !== 'tenant';
  return {
    id: findingId(check, uid, subject.subject),
    cluster_uid: uid,
    cluster: name,
    subject_key: subject.key,
    namespace: nullable(subject.subject.namespace),
    namespace_class: nullable(subject.namespaceClass),
    check_id: check,
    kind: 'import',
    dimension: 'security',
    control: 'S1',
    stage: 'configured',
    severity: found.severity,
    severity_rank: severityRank(found.severity),
    judged_state: found.state,
    sticky: false,
    discriminator: null,
    entity_ref: nullable(subject.entityRef),
    owner: isPlatform ? platformOwner : subject.owner ?? platformOwner,
    responsible: isPlatform ? 'platform' : 'service',
    environment: subject.environment,
    tier:
      (subject.entityRef && context.tiers.get(subject.entityRef)) ||
      DEFAULT_TIER,
    exposed: subject.exposed,
    effort: 'M',
    fix_key: 'imported',
    fix_root_key: subject.fixRoot.key,
    fix_root: toJson(subject.fixRoot),
    reasons: toJson([
      {
        code: 'reported',
        message: `${found.tool} reports ${found.rule}${
          found.title ? ` (${found.title})` : ''
        } of ${objectsText(found)}.`,
      },
    ]),
    sources: toJson(sources),
    remediation: toJson(
      remediationOf(
        found,
        subject,
        sources.map(({ resource }) => resource),
      ),
    ),
    hides: null,
    shared: null,
    // It has no weight here: neither score, nor gate, task or due date.
    mode: 'observe',
    origin: found.tool,
    title: found.title ?? found.rule,
  };
}

/** What other tools hold against the subjects of the scan. */
export function importedFindings(
  result: ScanResult,
  imports: ScanImports | undefined,
  context: FindingContext,
): FindingFacts[] {
  const subjects = new Map(result.subjects.map(row => [row.key, row]));
  return (imports?.findings ?? []).flatMap(found => {
    const subject = subjects.get(found.subject);
    return subject ? [factsOf(found, subject, result, context)] : [];
  });
}

/** Writes at our findings who reports the same; nothing where nobody was asked. */
export function withAlsoReported(
  facts: readonly FindingFacts[],
  imports: ScanImports | undefined,
): FindingFacts[] {
  if (!imports) return [...facts];
  const said = new Map<string, { source: string; rule: string }[]>();
  for (const { check, subject, tool, rule } of imports.also) {
    const key = `${check} ${subject}`;
    said.set(key, [...(said.get(key) ?? []), { source: tool, rule }]);
  }
  return facts.map(row => {
    const others = said.get(`${row.check_id} ${row.subject_key}`);
    return { ...row, also_reported: others ? toJson(others) : null };
  });
}

/**
 * What becomes of an imported finding that the scan did not see. Gone from
 * reports that could be read, it is mended; from others it stays.
 */
export function importDisposition(
  row: DbFindingRow,
  result: ScanResult,
  imports: ScanImports | undefined,
): Disposition {
  if (!imports) return { type: 'leave' };
  const resources = fromJson<StoredSource[]>(row.sources).map(
    ({ resource }) => resource,
  );
  const sources = result.sources.filter(
    ({ key, resource }) =>
      resources.includes(resource) &&
      imports.keys.some(wanted => wanted === key),
  );
  if (sources.length === 0) {
    return {
      type: 'close',
      reason: 'check_removed',
      because: 'Its source is not imported any more.',
    };
  }
  if (
    sources.some(
      ({ key, state }) => isUnreadable(state) || imports.cut.includes(key),
    )
  ) {
    return { type: 'keep' };
  }
  return result.subjects.some(({ key }) => key === row.subject_key)
    ? {
        type: 'close',
        reason: 'fixed',
        because: `${row.origin} reports it no more, or a check of ours judges the same.`,
      }
    : { type: 'close', reason: 'subject_removed' };
}
