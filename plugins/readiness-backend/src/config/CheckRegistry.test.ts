import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import { CheckRegistry } from './CheckRegistry';
import { readReadinessConfig } from './ReadinessConfig';

describe('CheckRegistry', () => {
  const registry = (
    readiness?: JsonObject,
    added = builtInChecks.slice(0, 0),
  ) =>
    CheckRegistry.create({
      checks: [...builtInChecks, ...added],
      builtIn: builtInChecks,
      builtInVersion: '1',
      rules: readReadinessConfig(
        new ConfigReader({ readiness: readiness ?? {} }),
        { checks: builtInChecks },
      ).rules,
    });

  it('applies the configuration and changes the version of the rule set', () => {
    expect(registry().rulesetVersion).toBe('1');
    const changed = registry({
      checks: {
        'rec-pdb': { enabled: false },
        'cost-requests-set': { severity: 'low', responsible: 'platform' },
      },
    });
    expect(changed.rulesetVersion).toMatch(/^1\+[0-9a-f]{8}$/);
    expect(changed.enabled.map(({ id }) => id)).not.toContain('rec-pdb');
    expect(changed.all.map(({ id }) => id)).toContain('rec-pdb');
    expect(
      changed.enabled.find(({ id }) => id === 'cost-requests-set'),
    ).toMatchObject({ severity: 'low', responsible: 'platform' });
  });

  it('answers for a check by the row for everywhere', () => {
    const { all } = registry({
      checks: {
        'rec-pdb': {
          responsible: [
            { responsible: 'service', namespace: 'x' },
            { responsible: 'platform' },
          ],
        },
        'cost-requests-set': {
          responsible: [{ responsible: 'platform', namespace: 'x' }],
        },
      },
    });
    const by = (id: string) => all.find(check => check.id === id)?.responsible;
    expect([by('rec-pdb'), by('cost-requests-set')]).toEqual([
      'platform',
      undefined,
    ]);
  });

  it('refuses an id that is taken', () => {
    const [first] = builtInChecks;
    expect(() => registry({}, [{ ...first }])).toThrow(first.id);
  });
});
