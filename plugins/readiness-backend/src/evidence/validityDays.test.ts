import { openapiDocument } from '@readiness/backstage-plugin-readiness-common';
import { validityDays } from './validityDays';

describe('validityDays', () => {
  it('follows the tier for restore drills', () => {
    const days = ([1, 2, 3] as const).map(tier =>
      validityDays('restore-drill', tier, {}),
    );
    expect(days).toEqual([90, 180, 365]);
  });

  it.each([
    ['rebuild', 180],
    ['failover', 180],
    ['alert-drill', 90],
    ['ci-scan', 7],
    ['cost-review', 90],
  ])('takes the default for %s', (what, days) => {
    expect(validityDays(what, 2, {})).toBe(days);
  });

  it('takes the threshold of the configuration first', () => {
    const thresholds = { 'restore.validDays.tier1': 30 };
    expect(validityDays('restore-drill', 1, thresholds)).toBe(30);
    expect(validityDays('restore-drill', 2, thresholds)).toBe(180);
  });

  it('ends for every kind that the API takes', () => {
    const kinds: string[] =
      openapiDocument.components.schemas.EvidenceInput.properties.what.enum;
    for (const what of kinds) {
      expect(validityDays(what, 3, {})).toBeGreaterThan(0);
      expect(validityDays(what, 3, {})).toBeLessThanOrEqual(365);
    }
  });
});
