import type {
  CheckMode,
  CheckState,
  Environment,
  Responsible,
  ScoredVerdict,
  Severity,
  UnknownReason,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  EvidenceRecord,
  JudgedSubject,
  Occurrence,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import { findingId } from './findingId';
import { verdictFreshness } from './verdictFreshness';
import { waiverOf, type Waived } from './waivedVerdict';

/**
 * How a check was judged on a subject, as the register keeps it. Short keys:
 * there is one of these for every check of every workload.
 */
export interface StoredVerdict {
  /** Check id. */
  c: string;
  /** State. */
  s: Exclude<CheckState, 'waived'>;
  /** Why it is unknown. */
  u?: UnknownReason;
  /** It failed when last observed. */
  k?: true;
  /** Worst severity among its occurrences that are not waived. */
  v?: Severity;
  /** What of it is waived. */
  w?: Waived;
  /** Responsible party, where it is the platform. */
  r?: 'platform';
  /** Freshness of its evidence, 0–1. */
  f?: number;
  /** A warn for the age of its evidence only. */
  l?: true;
  /** The check is observed only: it counts for nothing. */
  o?: true;
  /** Why it is not applicable, where the operator says so. */
  n?: string;
}

const SEVERITY_ORDER: readonly Severity[] = [
  'critical',
  'high',
  'medium',
  'low',
];

function worstSeverity(
  occurrences: Verdict['occurrences'],
  declared: Severity,
): Severity {
  return (
    SEVERITY_ORDER.find(severity =>
      occurrences.some(o => (o.severity ?? declared) === severity),
    ) ?? declared
  );
}

const party = (responsible: Responsible) =>
  responsible === 'platform' ? { r: 'platform' as const } : {};

/**
 * A verdict by responsible party: an occurrence that belongs to somebody else,
 * e.g. an injected container, is not held against the owner of the workload.
 */
function byParty(
  verdict: Verdict,
  declared: Severity,
  isWaived: (occurrence: Occurrence) => boolean,
): StoredVerdict[] {
  const { check: c, occurrences, responsible } = verdict;
  const others = occurrences.filter(
    o => o.responsible !== undefined && o.responsible !== responsible,
  );
  const own = occurrences.filter(o => !others.includes(o));
  const part = (
    items: Verdict['occurrences'],
    by: Responsible,
  ): StoredVerdict => {
    const open = items.filter(item => !isWaived(item));
    const w = waiverOf(
      items.map(item => ({ state: item.state, waived: isWaived(item) })),
    );
    return {
      c,
      s: items.some(({ state }) => state === 'fail') ? 'fail' : 'warn',
      v: worstSeverity(open.length > 0 ? open : items, declared),
      ...(w && { w }),
      ...party(by),
    };
  };
  const other = responsible === 'platform' ? 'service' : 'platform';
  return [
    own.length > 0
      ? part(own, responsible)
      : { c, s: 'pass', ...party(responsible) },
    ...(others.length > 0 ? [part(others, other)] : []),
  ];
}

const failing = (verdict: StoredVerdict | undefined) =>
  verdict?.s === 'fail' || verdict?.k === true;

/** An unknown keeps what was failing when it could be seen last (B.3). */
function asUnknown(
  c: string,
  u: UnknownReason | undefined,
  responsible: Responsible,
  before: readonly StoredVerdict[],
): StoredVerdict {
  const previous = before.find(
    verdict => verdict.c === c && (verdict.r ?? 'service') === responsible,
  );
  return {
    c,
    s: 'unknown',
    ...(u && { u }),
    ...(failing(previous) && {
      k: true as const,
      ...(previous?.v && { v: previous.v }),
    }),
    // It still uses up the budget of waivers, and is worth nothing.
    ...(previous?.w && { w: previous.w }),
    ...party(responsible),
  };
}

/** Who answered for a check when it could be judged; not seeing moves no blame. */
function responsibleBefore(
  verdict: Verdict,
  before: readonly StoredVerdict[],
): Responsible[] {
  const known = before
    .filter(({ c }) => c === verdict.check)
    .map(({ r }): Responsible => r ?? 'service');
  return known.length > 0 ? known : [verdict.responsible];
}

/** Codes by which the engine and judges say that the operator took a subject out. */
const BY_OPERATOR = ['excluded', 'excepted'];

/** Which row of the configuration made it not applicable, with its reason. */
export function operatorReason(verdict: Verdict): string | undefined {
  const { state, reasons, excepted = [] } = verdict;
  const [reason] = reasons;
  if (state !== 'na' || !BY_OPERATOR.includes(reason?.code)) return undefined;
  const texts = excepted.map(row => row.reason.message);
  return texts.length > 0 ? [...new Set(texts)].join('; ') : reason.message;
}

/** Check ids first; what a service answers for before what the platform does. */
function compareVerdicts(a: StoredVerdict, b: StoredVerdict): number {
  const [first, second] = [a, b].map(({ c, r }) => `${c} ${r ?? ''}`);
  return first < second ? -1 : Number(first > second);
}

/** The verdicts of one subject in their stored form, in the order of check ids. */
export function storedVerdicts(options: {
  subject: JudgedSubject;
  verdicts: readonly Verdict[];
  before: readonly StoredVerdict[];
  checks: ReadonlyMap<string, AnyCheck>;
  /** What the scan judged; for the rest the verdict before it holds. */
  judged: ReadonlySet<string>;
  modeOf(check: string): CheckMode;
  evidence: readonly EvidenceRecord[];
  /** Ids of findings whose risk is accepted. */
  waived: ReadonlySet<string>;
  clusterUid: string;
  fingerprint: Readonly<Record<string, unknown>>;
  now: number;
}): StoredVerdict[] {
  const { subject, verdicts, before, checks, judged, modeOf } = options;
  const withMode = ({ o: _, ...verdict }: StoredVerdict): StoredVerdict =>
    modeOf(verdict.c) === 'observe' ? { ...verdict, o: true } : verdict;
  if (subject.unobserved && verdicts.length === 0) {
    return before
      .map(verdict =>
        verdict.s === 'na'
          ? verdict
          : asUnknown(
              verdict.c,
              verdict.u ?? 'stale',
              verdict.r ?? 'service',
              before,
            ),
      )
      .map(withMode);
  }
  const stored = verdicts.flatMap((verdict): StoredVerdict[] => {
    const check = checks.get(verdict.check);
    if (!check) return [];
    if (verdict.state === 'unknown') {
      return responsibleBefore(verdict, before).map(by =>
        asUnknown(verdict.check, verdict.unknownReason, by, before),
      );
    }
    if (verdict.occurrences.length === 0) {
      const why = operatorReason(verdict);
      const freshness = verdictFreshness(check, subject, verdict, options);
      return [
        {
          c: verdict.check,
          s: verdict.state,
          ...party(verdict.responsible),
          ...freshness,
          ...(why !== undefined && { n: why }),
        },
      ];
    }
    const freshness = verdictFreshness(check, subject, verdict, options);
    const isWaived = ({ discriminator }: Occurrence) =>
      options.waived.size > 0 &&
      options.waived.has(
        findingId(
          verdict.check,
          options.clusterUid,
          subject.subject,
          discriminator,
        ),
      );
    return byParty(verdict, check.severity, isWaived).map(part => ({
      ...part,
      ...(part.s === 'warn' && freshness),
    }));
  });
  const kept = before.filter(({ c }) => checks.has(c) && !judged.has(c));
  return [...stored, ...kept].map(withMode).sort(compareVerdicts);
}

function scoredState(
  state: StoredVerdict['s'],
  waived: Waived | undefined,
): ScoredVerdict['state'] {
  if (waived === 'all') return 'waived';
  return waived === 'fails' ? 'warn' : state;
}

/** A stored verdict as the maths takes it. */
export function scoredVerdict(
  stored: StoredVerdict,
  subject: { key: string; environment: Environment },
): ScoredVerdict {
  const { s, w } = stored;
  return {
    check: stored.c,
    subject: subject.key,
    state: s === 'unknown' ? s : scoredState(s, w),
    environment: subject.environment,
    ...(stored.u && { unknownReason: stored.u }),
    // What was accepted when it was last seen does not fail for being unseen.
    ...(stored.k && !w && { sticky: true }),
    ...(w && (s === 'unknown' || w === 'fails') && { waived: true }),
    ...(stored.v && { severity: stored.v }),
    ...(stored.f !== undefined && { freshness: stored.f }),
    ...(stored.l && { lapsing: true }),
  };
}
