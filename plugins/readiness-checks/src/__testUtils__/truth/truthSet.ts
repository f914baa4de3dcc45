import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Subject } from '@readiness/backstage-plugin-readiness-common';
import type { Verdict } from '@readiness/backstage-plugin-readiness-engine';
import { parse } from 'yaml';

/** Clusters that somebody labelled by hand, with no look at the checks' code. */
export const LABELLED = ['prod-eu', 'staging-eu', 'recorded'] as const;
export type Labelled = (typeof LABELLED)[number];

/** Faults of a cluster: by check, the subjects that have it and why. */
export type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What is not named in the file has no fault. */
export function labelsOf(cluster: Labelled): Labels {
  const file = resolve(__dirname, `${cluster}.yaml`);
  return parse(readFileSync(file, 'utf8')) ?? {};
}

/** `shop/Deployment/cart`, `Namespace shop`, `component:default/cart`, `cluster`. */
export function nameOf(subject: Subject): string {
  switch (subject.type) {
    case 'cluster':
      return 'cluster';
    case 'namespace':
      return `Namespace ${subject.name}`;
    case 'entity':
      return subject.name;
    default:
      return `${subject.namespace}/${subject.kind}/${subject.name}`;
  }
}

/**
 * A fault that the check claims. That nobody looked (`not-live-verified`) is
 * said of what is in order, as far as it can be seen.
 */
export function isClaim({ state, occurrences }: Verdict): boolean {
  return (
    (state === 'fail' || state === 'warn') &&
    occurrences.some(({ reasons }) =>
      reasons.some(({ code }) => code !== 'not-live-verified'),
    )
  );
}

/** How the claims of one check compare with the labels. */
export interface Comparison {
  check: string;
  right: number;
  /** Claims that the labels do not bear out. */
  wrong: readonly string[];
  /** Faults that the check does not claim, with what it says instead. */
  missed: readonly string[];
  /** Wrong claims that were called critical. */
  wrongCritical: readonly string[];
}

export function compare(
  checks: readonly string[],
  verdicts: readonly Verdict[],
  labels: Labels,
): readonly Comparison[] {
  return checks.map(check => {
    const own = verdicts.filter(verdict => verdict.check === check);
    const faults = new Set(Object.keys(labels[check] ?? {}));
    const said = new Map(
      own.map(verdict => [nameOf(verdict.subject), verdict]),
    );
    const claims = own.filter(isClaim);
    const wrong = claims.filter(({ subject }) => !faults.has(nameOf(subject)));
    return {
      check,
      right: claims.length - wrong.length,
      wrong: wrong.map(({ subject }) => nameOf(subject)),
      missed: [...faults].flatMap(fault => {
        const verdict = said.get(fault);
        return verdict && isClaim(verdict)
          ? []
          : [`${fault} (${verdict?.state ?? 'not judged'})`];
      }),
      wrongCritical: wrong
        .filter(({ occurrences }) =>
          occurrences.some(
            ({ state, severity }) =>
              state === 'fail' && severity === 'critical',
          ),
        )
        .map(({ subject }) => nameOf(subject)),
    };
  });
}

const sum = (numbers: readonly number[]) =>
  numbers.reduce((total, each) => total + each, 0);

/** Of what is claimed, how much is so; 1 where nothing is claimed. */
export function precision(rows: readonly Comparison[]): number {
  const right = sum(rows.map(row => row.right));
  const all = right + sum(rows.map(({ wrong }) => wrong.length));
  return all === 0 ? 1 : right / all;
}

/** Of the faults that there are, how many are claimed; 1 where there are none. */
export function recall(rows: readonly Comparison[]): number {
  const right = sum(rows.map(row => row.right));
  const all = right + sum(rows.map(({ missed }) => missed.length));
  return all === 0 ? 1 : right / all;
}
