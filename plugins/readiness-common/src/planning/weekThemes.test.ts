import { WEEK_THEMES, type WeekFacts } from './weekThemes';

const met = (facts: WeekFacts) =>
  WEEK_THEMES.map(({ exitCriteria }) =>
    exitCriteria.map(criterion => criterion.evaluate(facts).met),
  );

describe('WEEK_THEMES', () => {
  it('takes nothing as met that is not known', () => {
    expect(met({}).flat()).toEqual(Array(8).fill(false));
    expect(WEEK_THEMES[0].exitCriteria[0].evaluate({}).detail).toBe(
      'not judged yet',
    );
  });

  it('meets every criterion where the facts are there', () => {
    expect(
      met({
        coverage: 0.9,
        openExposureCriticals: 0,
        unroutedPagingAlerts: 0,
        levels: { observability: 1, security: 2, cost: 2, recovery: 1 },
        hastyEnforcements: 0,
        proofs: { observability: 1, security: 1, cost: 1, recovery: 2 },
        accepted: true,
      }).flat(),
    ).toEqual(Array(8).fill(true));
  });

  it('says how far it is', () => {
    const [, configure, use, prove] = WEEK_THEMES;
    const levels = {
      observability: 'unverified',
      security: 1,
      cost: 2,
    } as const;
    expect(configure.exitCriteria[0].evaluate({ levels })).toEqual({
      met: false,
      detail: '2 of 4',
    });
    expect(use.exitCriteria[0].evaluate({ levels })).toEqual({
      met: false,
      detail: '1 of 2',
    });
    expect(prove.exitCriteria[0].evaluate({ proofs: { recovery: 1 } })).toEqual(
      { met: false, detail: '1 of 4' },
    );
  });
});
