import {
  type CheckInfo,
  type EvidenceInput,
  parseSubjectKey,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';

export type EvidenceWhat = EvidenceInput['what'];
export type ValidationKind = NonNullable<EvidenceInput['validation']>['kind'];

export const EVIDENCE_KINDS = [
  'restore-drill',
  'rebuild',
  'failover',
  'alert-drill',
  'dashboard-review',
  'rbac-review',
  'scale-test',
  'spot-interruption',
  'rotation',
  'ci-scan',
  'admission-drill',
  'cost-review',
  'runbook-exercise',
  'connectivity-test',
  'encryption-review',
] as const satisfies readonly EvidenceWhat[];

export interface EvidenceDraft {
  check: string;
  what: EvidenceWhat | '';
  /** Subject keys, one a line. */
  subjects: string;
  /** Local time as the input field writes it, `yyyy-MM-ddTHH:mm`. */
  performedAt: string;
  performedBy: string | undefined;
  outcome: EvidenceInput['outcome'];
  validationKind: ValidationKind | '';
  validationResult: 'passed' | 'failed';
  validationDetail: string;
  rtoMinutes: string;
  artefact: string;
}

export const DRAFT_FIELDS = [
  'check',
  'what',
  'subjects',
  'performedAt',
  'performedBy',
  'outcome',
  'validation',
  'measured',
  'artefacts',
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

export type DraftProblem =
  | 'required'
  | 'future'
  | 'selfAttested'
  | 'badUrl'
  | 'badNumber'
  | { badSubject: string };

export type DraftProblems = Partial<Record<DraftField, DraftProblem>>;

export function emptyDraft(
  prefill: { check?: string; subjects?: readonly string[] },
  now: DateTime,
): EvidenceDraft {
  return {
    check: prefill.check ?? '',
    what: '',
    subjects: (prefill.subjects ?? []).join('\n'),
    performedAt: now.toFormat("yyyy-MM-dd'T'HH:mm"),
    performedBy: undefined,
    outcome: 'success',
    validationKind: '',
    validationResult: 'passed',
    validationDetail: '',
    rtoMinutes: '',
    artefact: '',
  };
}

function subjectLines(draft: EvidenceDraft): string[] {
  return draft.subjects
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}

function subjectProblem(draft: EvidenceDraft): DraftProblem | undefined {
  const lines = subjectLines(draft);
  if (lines.length === 0) return 'required';
  const bad = lines.find(line => parseSubjectKey(line) === undefined);
  return bad === undefined ? undefined : { badSubject: bad };
}

function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

function timeProblem(
  draft: EvidenceDraft,
  now: DateTime,
): DraftProblem | undefined {
  const performedAt = DateTime.fromISO(draft.performedAt);
  if (!performedAt.isValid) return 'required';
  return performedAt > now ? 'future' : undefined;
}

function personProblem(
  draft: EvidenceDraft,
  attester: string | undefined,
): DraftProblem | undefined {
  if (!draft.performedBy) return 'required';
  return draft.performedBy === attester ? 'selfAttested' : undefined;
}

function artefactProblem({
  artefact,
}: EvidenceDraft): DraftProblem | undefined {
  if (!artefact.trim()) return 'required';
  return isWebAddress(artefact.trim()) ? undefined : 'badUrl';
}

/** What the form can tell before the server is asked. */
export function draftProblems(
  draft: EvidenceDraft,
  attester: string | undefined,
  now: DateTime,
): DraftProblems {
  const minutes = draft.rtoMinutes.trim();
  const found: DraftProblems = {
    check: draft.check ? undefined : 'required',
    what: draft.what ? undefined : 'required',
    subjects: subjectProblem(draft),
    performedAt: timeProblem(draft, now),
    performedBy: personProblem(draft, attester),
    measured: minutes === '' || Number(minutes) > 0 ? undefined : 'badNumber',
    artefacts: artefactProblem(draft),
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, problem]) => problem !== undefined),
  );
}

/** The record to send; the draft has to be without problems. */
export function toEvidenceInput(draft: EvidenceDraft): EvidenceInput {
  const minutes = Number(draft.rtoMinutes.trim());
  const detail = draft.validationDetail.trim();
  return {
    check: draft.check,
    what: draft.what as EvidenceWhat,
    subjects: subjectLines(draft),
    performedAt: DateTime.fromISO(draft.performedAt).toUTC().toISO() ?? '',
    performedBy: draft.performedBy ?? '',
    outcome: draft.outcome,
    artefacts: [{ url: draft.artefact.trim() }],
    ...(minutes > 0 && { measured: { rtoSeconds: Math.round(minutes * 60) } }),
    ...(draft.validationKind && {
      validation: {
        kind: draft.validationKind,
        result: draft.validationResult,
        ...(detail && { detail }),
      },
    }),
  };
}

/** The kind of evidence that a check reads; `undefined` for one that reads none. */
export function evidenceRead(check: CheckInfo): EvidenceWhat | undefined {
  for (const read of check.reads) {
    const kind = 'evidence' in read ? read.evidence : undefined;
    const known = EVIDENCE_KINDS.find(candidate => candidate === kind);
    if (known) return known;
  }
  return undefined;
}
