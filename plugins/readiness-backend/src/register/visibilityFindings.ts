import {
  subjectKey,
  type SourceState,
} from '@readiness/backstage-plugin-readiness-common';
import {
  isUnreadable,
  type AnyCheck,
  type Read,
  type Remediation,
  type ScanResult,
  type Source,
} from '@readiness/backstage-plugin-readiness-engine';
import { toJson } from '../database/rows';
import { findingId } from './findingId';
import {
  severityRank,
  type FindingContext,
  type FindingFacts,
} from './observedFindings';

/** The id that findings about a source carry instead of a check's. */
export const VISIBILITY_CHECK = 'visibility';

/** The source says nothing, or not all that it could. */
export function isUnseen(source: Pick<Source, 'state'>): boolean {
  return isUnreadable(source.state);
}

/** Whether a read of a check is what the source says something about. */
export function isOf(read: Read, source: Pick<Source, 'key'>): boolean {
  return 'kind' in read
    ? read.kind === source.key
    : read.provides === source.key;
}

/** Checks that read the source, those first whose verdicts it made unknown. */
function hiddenChecks(
  source: Source,
  result: ScanResult,
  checks: readonly AnyCheck[],
): AnyCheck[] {
  const unknown = new Set(
    result.verdicts
      .filter(
        verdict =>
          verdict.state === 'unknown' &&
          verdict.reasons.some(({ field }) => field === source.key),
      )
      .map(verdict => verdict.check),
  );
  const judgedBlind = checks.filter(check => unknown.has(check.id));
  const readers = checks.filter(check =>
    (check.reads as readonly Read[]).some(read => isOf(read, source)),
  );
  return (judgedBlind.length > 0 ? judgedBlind : readers).sort(
    (a, b) =>
      severityRank(a.severity) - severityRank(b.severity) ||
      (a.id < b.id ? -1 : 1),
  );
}

const signalOf = ({ resource }: Source) => resource.split(':')[0].trim();

function remediationOf(source: Source, cluster: string): Remediation {
  if (source.state === 'notConnected') {
    return {
      summary: `Connect ${signalOf(
        source,
      )} of ${cluster}, so that checks that need it can be judged.`,
      type: 'steps',
      content: `Configure ${signalOf(
        source,
      )} for the cluster ${cluster} in readiness.clusters[].`,
    };
  }
  if (source.missingRule) {
    return {
      summary: `Grant the scanner the missing read of ${source.resource}.`,
      type: 'manifest',
      content: source.missingRule,
      note: 'Only get and list; the scanner has no other verb.',
    };
  }
  return {
    summary: `${source.resource} could not be read completely.`,
    type: 'steps',
    content:
      source.message ??
      'Look at the API server and the sources of the scan, then scan again.',
  };
}

const STATE_TEXT: Partial<Record<SourceState, string>> = {
  forbidden: 'may not be read',
  partial: 'may be read in some namespaces only',
  truncated: 'could not be read to its end',
  error: 'could not be read',
  stale: 'was read too long ago',
  unscoped: 'cannot be attributed to this cluster',
  notConnected: 'was never connected',
};

/**
 * One finding for each source of a cluster that could not be seen (decision
 * D3): it belongs to the platform and says how to open it.
 */
export function visibilityFindings(
  result: ScanResult,
  context: FindingContext,
): FindingFacts[] {
  const { uid, name, environment } = result.cluster;
  const subject = { type: 'cluster', cluster: uid, kind: 'Cluster', name: uid };
  const checks = [...context.checks.values()];
  const facts = result.sources.filter(isUnseen).flatMap(source => {
    const hidden = hiddenChecks(source, result, checks);
    const [worst] = hidden;
    if (!worst) return [];
    const key = subjectKey({ ...subject, type: 'cluster' });
    const fixRoot = { type: 'cluster', key, title: `Cluster ${name}` };
    const reason = {
      code: `source-${source.state}`,
      message: `${source.resource} ${STATE_TEXT[source.state]}.`,
    };
    return [
      {
        id: findingId(
          VISIBILITY_CHECK,
          uid,
          { ...subject, type: 'cluster' },
          source.resource,
        ),
        cluster_uid: uid,
        cluster: name,
        subject_key: key,
        namespace: null,
        namespace_class: null,
        check_id: VISIBILITY_CHECK,
        kind: 'visibility' as const,
        dimension: worst.dimension,
        control: worst.control,
        stage: worst.stage,
        severity: worst.severity,
        severity_rank: severityRank(worst.severity),
        state: 'unknown' as const,
        sticky: false,
        discriminator: source.resource,
        entity_ref: null,
        owner: context.clusterOwner ?? context.platformOwner,
        responsible: 'platform' as const,
        environment,
        tier: 2,
        exposed: false,
        effort: 'S' as const,
        fix_key:
          source.state === 'notConnected'
            ? `connect-${signalOf(source)}`
            : 'grant-reads',
        fix_root_key: key,
        fix_root: toJson(fixRoot),
        reasons: toJson([reason]),
        sources: toJson([
          {
            resource: source.resource,
            state: source.state,
            ...(source.message && { message: source.message }),
          },
        ]),
        remediation: toJson(remediationOf(source, name)),
        hides: toJson(hidden.map(({ id }) => id)),
      },
    ];
  });
  // Several reads of one resource are one source to people.
  return [...new Map(facts.map(finding => [finding.id, finding])).values()];
}
