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
  storedSources,
  type FindingContext,
  type FindingFacts,
  type StoredSource,
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

/** Checks whose verdicts the source made unknown, else those that read it. */
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
  return judgedBlind.length > 0
    ? judgedBlind
    : checks.filter(check =>
        (check.reads as readonly Read[]).some(read => isOf(read, source)),
      );
}

const worstFirst = (a: AnyCheck, b: AnyCheck) =>
  severityRank(a.severity) - severityRank(b.severity) || (a.id < b.id ? -1 : 1);

const signalOf = ({ resource }: Source) => resource.split(':')[0].trim();

/**
 * What one act opens: a signal is connected as a whole, whatever is asked of
 * it; a resource is granted by itself.
 */
const openedBy = (source: Source) =>
  source.state === 'notConnected' ? signalOf(source) : source.resource;

function remediationOf(source: Source, cluster: string): Remediation {
  if (source.state === 'notConnected') {
    const signal = signalOf(source);
    return {
      summary: `Connect ${signal} of ${cluster}, so that checks that need it can be judged.`,
      type: 'steps',
      content: `Configure ${signal} for the cluster ${cluster} in readiness.clusters[].`,
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

/** Sources that one act would open, with the checks that they hide. */
interface Unseen {
  name: string;
  sources: readonly [Source, ...Source[]];
  hidden: readonly AnyCheck[];
}

function unseenOf(
  result: ScanResult,
  checks: readonly AnyCheck[],
): readonly Unseen[] {
  const groups = new Map<string, [Source, ...Source[]]>();
  for (const source of result.sources.filter(isUnseen)) {
    const group = groups.get(openedBy(source));
    if (group) group.push(source);
    else groups.set(openedBy(source), [source]);
  }
  return [...groups].map(([name, sources]) => ({
    name,
    sources,
    hidden: [
      ...new Set(
        sources.flatMap(source => hiddenChecks(source, result, checks)),
      ),
    ].sort(worstFirst),
  }));
}

function findingOf(
  { name: opened, sources, hidden }: Unseen,
  result: ScanResult,
  context: FindingContext,
): FindingFacts | undefined {
  const enforced = hidden.filter(
    check => context.modeOf(check.id) === 'enforce',
  );
  // What hides observed checks only counts for as little as they do.
  const [worst] = enforced.length > 0 ? enforced : hidden;
  if (!worst) return undefined;
  const { uid, name, environment } = result.cluster;
  const subject = {
    type: 'cluster',
    cluster: uid,
    kind: 'Cluster',
    name: uid,
  } as const;
  const key = subjectKey(subject);
  const [source] = sources;
  return {
    id: findingId(VISIBILITY_CHECK, uid, subject, opened),
    cluster_uid: uid,
    cluster: name,
    subject_key: key,
    namespace: null,
    namespace_class: null,
    check_id: VISIBILITY_CHECK,
    kind: 'visibility',
    dimension: worst.dimension,
    control: worst.control,
    stage: worst.stage,
    severity: worst.severity,
    severity_rank: severityRank(worst.severity),
    judged_state: 'unknown',
    sticky: false,
    discriminator: opened,
    entity_ref: null,
    owner: context.clusterOwner ?? context.platformOwner,
    responsible: 'platform',
    environment,
    tier: 2,
    exposed: false,
    effort: 'S',
    fix_key:
      source.state === 'notConnected' ? `connect-${opened}` : 'grant-reads',
    fix_root_key: key,
    fix_root: toJson({ type: 'cluster', key, title: `Cluster ${name}` }),
    reasons: toJson([
      {
        code: `source-${source.state}`,
        message: `${opened} ${STATE_TEXT[source.state]}.`,
      },
    ]),
    sources: toJson(distinctSources(sources)),
    remediation: toJson(remediationOf(source, name)),
    hides: toJson(hidden.map(({ id }) => id)),
    shared: null,
    mode: enforced.length > 0 ? 'enforce' : 'observe',
  };
}

/** Several reads of one resource are one source to people. */
function distinctSources(sources: readonly Source[]): StoredSource[] {
  const stored = storedSources(
    sources.map(({ key }) => key),
    sources,
  );
  return [...new Map(stored.map(item => [item.resource, item])).values()];
}

/**
 * One finding for each source of a cluster that could not be seen (decision
 * D3): it belongs to the platform and says how to open it.
 */
export function visibilityFindings(
  result: ScanResult,
  context: FindingContext,
): FindingFacts[] {
  return unseenOf(result, [...context.checks.values()]).flatMap(
    unseen => findingOf(unseen, result, context) ?? [],
  );
}
