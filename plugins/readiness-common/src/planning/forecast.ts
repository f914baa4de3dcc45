import { scoreOf, withFixed } from '../scoring/pathFor';
import type { FixableFinding, ScoreInput } from '../scoring/pathFor';
import type { ScoredVerdict } from '../scoring/types';

/** An open finding, for re-scoring. @public */
export interface ForecastFinding extends FixableFinding {
  id: string;
  /** 0.5 where a lever only turns fail into warn. */
  quality?: 1 | 0.5;
}

/** What is expected once the findings of a week are fixed. @public */
export interface Forecast {
  /** The mean over the scored subjects, 0–100. */
  verified: number;
}

const verdictKey = (finding: FixableFinding) =>
  `${finding.check} ${finding.subject}`;

/**
 * The verdicts that change once these findings are fixed: one with several
 * occurrences passes only when none of them stays open.
 */
function settled(
  done: ReadonlySet<string>,
  open: readonly ForecastFinding[],
): ForecastFinding[] {
  const kept = new Set(
    open.filter(({ id }) => !done.has(id)).map(finding => verdictKey(finding)),
  );
  return open.filter(f => done.has(f.id) && !kept.has(verdictKey(f)));
}

function mitigate(
  verdicts: readonly ScoredVerdict[],
  keys: ReadonlySet<string>,
): ScoredVerdict[] {
  return verdicts.map(verdict =>
    verdict.state === 'fail' &&
    keys.has(verdictKey({ check: verdict.check, subject: verdict.subject }))
      ? { ...verdict, state: 'warn' }
      : verdict,
  );
}

/**
 * The same input with these verdicts at most a warning: what a lever of half
 * quality makes of them.
 *
 * @public
 */
export function withMitigated<T extends ScoreInput>(
  input: T,
  findings: readonly FixableFinding[],
): T {
  if (findings.length === 0) return input;
  const keys = new Set(findings.map(verdictKey));
  if (!('clusterVerdicts' in input)) {
    return { ...input, verdicts: mitigate(input.verdicts, keys) };
  }
  return {
    ...input,
    clusterVerdicts: mitigate(input.clusterVerdicts, keys),
    entityVerdicts: input.entityVerdicts.map(share => ({
      ...share,
      verdicts: mitigate(share.verdicts, keys),
    })),
    unowned: input.unowned?.map(verdicts => mitigate(verdicts, keys)),
  };
}

/**
 * The expected score now and after each step, by re-scoring with what is fixed
 * until then (`catalogue/60` C.5): the same arithmetic as the score itself.
 *
 * @param inputs - what the subjects are scored from
 * @param open - every open finding of them
 * @param steps - for each step the ids of the findings that are fixed in it
 * @returns the score now, then one for each step; empty without a subject
 * @public
 */
export function forecast(
  inputs: readonly ScoreInput[],
  open: readonly ForecastFinding[],
  steps: readonly (readonly string[])[],
): Forecast[] {
  if (inputs.length === 0) return [];
  const done = new Set<string>();
  return [[], ...steps].map(step => {
    step.forEach(id => done.add(id));
    const fixed = settled(done, open);
    const partly = fixed.filter(({ quality }) => quality === 0.5);
    const wholly = fixed.filter(({ quality }) => quality !== 0.5);
    const scores = inputs.map(
      input =>
        scoreOf(withMitigated(withFixed(input, wholly), partly)).verified,
    );
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return { verified: Math.round(mean * 10) / 10 };
  });
}
