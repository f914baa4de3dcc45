import type { AnyCheck, Read } from '../check';
import type { Flaw } from '../contracts';
import type { Occurrence } from '../finding';
import type { Inventory, KindName } from '../inventory/Inventory';
import { KINDS } from '../kinds';
import { isResourceRead } from '../rbac/rules';
import { type Outcome, worstOf } from './Outcome';
import type { Candidate } from './Scope';
import { isUnreadable } from './SourceTable';

/** All visible is in order, and a source that is not connected has the rest (decision D5). */
const NOT_LIVE_VERIFIED = 'not-live-verified';

function needsCluster(message: string, field?: string): Outcome {
  return {
    state: 'na',
    reasons: [
      { code: 'needs-cluster', message, ...(field !== undefined && { field }) },
    ],
    occurrences: [],
  };
}

const isFault = ({ reasons }: Occurrence) =>
  !reasons.every(({ code }) => code === NOT_LIVE_VERIFIED);

/** A status is written by a cluster; in a manifest its lack is no fault of it. */
const isOfStatus = (field: string | undefined) =>
  field !== undefined && /^(\w+\.)?status\b/.test(field);

/** What the answer hangs on, by the key of the source. */
function sourceTitle(key: string | undefined, otherwise: string): string {
  if (key === undefined || !Object.hasOwn(KINDS, key)) {
    return `what only a cluster shows: ${otherwise}`;
  }
  const { group, resource } = KINDS[key as KindName];
  return `${
    group ? `${resource}.${group}` : resource
  }, of which the manifests may hold a part only.`;
}

/** An unknown that reading the cluster would end; of a field it stays one. */
function unknownOf(outcome: Outcome): Outcome {
  const { unknownReason, reasons } = outcome;
  const [{ field, message } = { field: undefined, message: '' }] = reasons;
  if (unknownReason && isUnreadable(unknownReason)) {
    return needsCluster(`It hangs on ${sourceTitle(field, message)}`, field);
  }
  return isOfStatus(field) ? needsCluster(message, field) : outcome;
}

/** A scope of which a set of manifests shows a part only. */
function unseenScope(
  check: AnyCheck,
  judged: Candidate['judged'],
  inventory: Inventory,
): string | undefined {
  if (check.stage === 'proven') {
    return 'Proof comes from a cluster or from people, not from manifests.';
  }
  if (check.onManifests === 'not-judged') {
    return 'It is about what only a cluster has.';
  }
  if (judged.type === 'cluster' && check.onManifests !== 'judged') {
    return 'It is about the whole cluster, and manifests are a part of one.';
  }
  return judged.type === 'namespace' &&
    !inventory.namespaces.some(({ name }) => name === judged.name)
    ? `Namespace ${judged.name} is not among the manifests.`
    : undefined;
}

function isOf({ kind, name }: Flaw, judged: Candidate['judged']): boolean {
  const { subject } = judged;
  return (
    subject.name === name &&
    subject.kind === KINDS[kind].kind &&
    (subject.apiGroup ?? '') === KINDS[kind].group
  );
}

/** Whether a check hangs on objects of this kind beside its own subject. */
function hangsOn(reads: readonly Read[], { kind }: Flaw): boolean {
  return reads.some(
    read =>
      isResourceRead(read) &&
      read.kind === kind &&
      read.role !== 'subject' &&
      (!read.optional || read.provides === kind),
  );
}

/** The API server would refuse such an object, so nothing is said of it. */
function flawOf(
  check: AnyCheck,
  judged: Candidate['judged'],
  flaws: readonly Flaw[],
): Outcome | undefined {
  const { namespace } = judged.subject;
  const flaw = flaws.find(
    one =>
      (one.namespace ?? namespace) === namespace &&
      (isOf(one, judged) || hangsOn(check.reads, one)),
  );
  if (!flaw) return undefined;
  const { kind } = KINDS[flaw.kind];
  const where = [flaw.namespace, flaw.name].filter(Boolean).join('/');
  return {
    state: 'unknown',
    unknownReason: 'unparseable',
    reasons: [
      {
        code: 'unparseable',
        message: `${kind} ${where}: ${flaw.field} ${flaw.message}.`,
        field: flaw.field,
      },
    ],
    occurrences: [],
  };
}

/**
 * What a set of manifests can say at most: what they get wrong, and what they
 * set. That something is in use only a cluster shows, and what they lack may
 * be elsewhere; neither is a pass, nor is it a fault of the manifests.
 */
export function shownByManifests(
  outcome: Outcome,
  check: AnyCheck,
  judged: Candidate['judged'],
  inventory: Inventory,
  flaws: readonly Flaw[] = [],
): Outcome {
  const unseen = unseenScope(check, judged, inventory);
  if (unseen !== undefined) return needsCluster(unseen);
  const flawed = flawOf(check, judged, flaws);
  if (flawed) return flawed;
  switch (outcome.state) {
    case 'na':
      return outcome;
    case 'unknown':
      return unknownOf(outcome);
    case 'pass':
      return check.stage === 'configured'
        ? outcome
        : needsCluster('Manifests show what is set, not that it is used.');
    default: {
      const faults = outcome.occurrences.filter(isFault);
      return faults.length > 0
        ? { ...outcome, state: worstOf(faults), occurrences: faults }
        : needsCluster(
            outcome.occurrences[0]?.reasons[0]?.message ??
              'Only a cluster shows the rest.',
          );
    }
  }
}
