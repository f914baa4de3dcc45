import type {
  Reason,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';

/** One thing that keeps what runs from being what Git says. */
export interface Drift {
  state: 'warn' | 'fail';
  reason: Reason;
  remediation: Remediation;
  /** It says how Git is kept, not that anything differs. */
  mild?: true;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Whether something began at least so long ago; unknown beginnings did not. */
export const lasted = (
  since: number | undefined,
  now: number,
  least: number,
): boolean => since !== undefined && now - since > least;

/** `v1.2`, `~1.4`, `1.x`: a version or a range of them. */
const VERSION = /^[~^<>=\s]*v?\d+(\.(\d+|x|\*))*([-+][\w.+-]*)?$/i;
const COMMIT = /^[0-9a-f]{7,64}$/;

/** The branch that a revision of Argo CD names; `HEAD` for the default one. */
export function branchOf(revision: string | undefined): string | undefined {
  if (revision === undefined || revision === 'HEAD') return 'HEAD';
  if (revision.startsWith('refs/heads/')) return revision.slice(11);
  return revision.startsWith('refs/') ||
    revision === '*' ||
    COMMIT.test(revision) ||
    VERSION.test(revision)
    ? undefined
    : revision;
}

/** The branch of an applied revision of Flux: `main@sha1:…`, formerly `main/…`. */
export function branchOfApplied(
  revision: string | undefined,
): string | undefined {
  const [named, digest] = revision?.split(/@|\/(?=[0-9a-f]{40}$)/) ?? [];
  return digest === undefined ? undefined : branchOf(named);
}
