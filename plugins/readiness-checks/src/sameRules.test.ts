import { builtInChecks } from './builtInChecks';
import { sameRules } from './sameRules';

describe('sameRules', () => {
  it('name checks that exist', () => {
    const ids = builtInChecks.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(sameRules.flatMap(({ checks }) => checks)),
    );
  });

  it('name each rule of a tool once', () => {
    const names = sameRules.map(({ tool, rule }) => `${tool} ${rule}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
