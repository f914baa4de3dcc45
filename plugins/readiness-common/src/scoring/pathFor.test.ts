import fc from 'fast-check';
import {
  SETTINGS,
  anyCluster,
  anyEntity,
  openFindings,
} from './__testUtils__/anyRegister';
import { pathFor, scoreOf, withFixed } from './pathFor';
import type { ClusterScoreInput } from './scoreCluster';
import { scoreEntity, type EntityScoreInput } from './scoreEntity';
import type { PathStep, ScoreTree } from './types';

describe('pathFor', () => {
  const anyInput = fc.oneof(anyEntity, anyCluster);
  const findingsOf = (input: EntityScoreInput | ClusterScoreInput) =>
    openFindings('verdicts' in input ? input.verdicts : input.clusterVerdicts);

  it('ends where a re-score with everything fixed ends', () => {
    fc.assert(
      fc.property(anyInput, input => {
        const findings = findingsOf(input);
        const path = pathFor({ ...input, findings });
        const before = scoreOf(input);
        const after = scoreOf(withFixed(input, findings));
        expect(path.at(-1)?.after ?? before.verified).toBe(after.verified);
        const last = path.at(-1);
        const reached = after.dimensions.find(
          score => score.dimension === last?.dimension,
        );
        expect(last?.dimensionAfter).toEqual(reached?.verified);
      }),
      SETTINGS,
    );
  });

  it('is cumulative, never falls and fixes each check once', () => {
    fc.assert(
      fc.property(anyInput, input => {
        const findings = findingsOf(input);
        const path = pathFor({ ...input, findings });
        let value = scoreOf(input).verified;
        for (const step of path) {
          expect(step.before).toBe(value);
          expect(step.after).toBeGreaterThanOrEqual(step.before);
          value = step.after;
        }
        const checks = path.flatMap(step => step.checks);
        expect([...checks].sort()).toEqual(
          [...new Set(findings.map(finding => finding.check))].sort(),
        );
      }),
      SETTINGS,
    );
  });

  it('shows no single step below a cap that it does not lift', () => {
    fc.assert(
      fc.property(anyEntity, input => {
        const findings = findingsOf(input);
        const of = (score: ScoreTree, step: PathStep) =>
          score.dimensions.find(d => d.dimension === step.dimension);
        let current: EntityScoreInput = input;
        const path = pathFor({ ...input, findings });
        const partial = path.filter((step, index) => {
          const before = of(scoreEntity(current), step);
          current = withFixed(
            current,
            findings.filter(({ check }) => step.checks.includes(check)),
          );
          const isLast = !path
            .slice(index + 1)
            .some(later => later.dimension === step.dimension);
          return before?.cap && step.liftsCap === undefined && !isLast;
        });
        expect(partial).toEqual([]);
      }),
      SETTINGS,
    );
  });
});
