import fc from 'fast-check';
import { anyEntity, openFindings } from '../scoring/__testUtils__/anyRegister';
import { scoreEntity } from '../scoring/scoreEntity';
import { withFixed } from '../scoring/pathFor';
import type { CatalogueCheck, ScoredVerdict } from '../scoring/types';
import { forecast } from './forecast';

const check = (id: string): CatalogueCheck => ({
  id,
  dimension: 'cost',
  control: 'C1',
  stage: 'configured',
  severity: 'high',
  responsible: 'service',
  built: true,
});
const failing = (id: string, subject = 's'): ScoredVerdict => ({
  check: id,
  subject,
  state: 'fail',
  environment: 'prod',
});
const CATALOGUE = ['a', 'b'].map(check);
const figures = (...args: Parameters<typeof forecast>) =>
  forecast(...args).map(({ verified }) => verified);

describe('forecast', () => {
  const input = {
    catalogue: CATALOGUE,
    verdicts: [failing('a'), failing('b')],
  };
  const open = [
    { id: '1', check: 'a', subject: 's' },
    { id: '2', check: 'b', subject: 's' },
  ];

  it('adds up what each week fixes', () => {
    expect(figures([input], open, [['1'], [], ['2']])).toEqual([
      0, 50, 50, 100,
    ]);
  });

  it('is the mean over the subjects', () => {
    const other = { catalogue: CATALOGUE, verdicts: [failing('a', 't')] };
    expect(figures([input, other], open, [['1', '2']])).toEqual([0, 50]);
  });

  it('gives a verdict only when its last occurrence is fixed', () => {
    const twice = [open[0], { ...open[0], id: '3' }, open[1]];
    expect(figures([input], twice, [['1'], ['3']])).toEqual([0, 0, 50]);
  });

  it('makes a warning of what a lever only mitigates', () => {
    const partly = [{ ...open[0], quality: 0.5 as const }, open[1]];
    expect(figures([input], partly, [['1'], ['2']])).toEqual([0, 25, 75]);
  });

  it('promises nothing where nothing is scored', () => {
    expect(forecast([], open, [['1']])).toEqual([]);
  });

  it('never falls, and ends at the score with all of it fixed', () => {
    fc.assert(
      fc.property(
        anyEntity,
        fc.integer({ min: 1, max: 4 }),
        (entity, weeks) => {
          const findings = openFindings(entity.verdicts).map((finding, n) => ({
            ...finding,
            id: `f${n}`,
          }));
          const steps = Array.from({ length: weeks }, (_, week) =>
            findings.filter((_f, n) => n % weeks === week).map(({ id }) => id),
          );
          const line = figures([entity], findings, steps);
          expect([...line].sort((x, y) => x - y)).toEqual(line);
          expect(line.at(-1)).toBe(
            scoreEntity(withFixed(entity, findings)).verified,
          );
        },
      ),
      { seed: 20261014, numRuns: 150 },
    );
  });
});
