import fc from 'fast-check';
import { calicoSelector } from './calicoSelector';
import type { LabelLookup } from './truth';

const LABELS: Readonly<Record<string, string>> = {
  app: 'web',
  'projectcalico.org/namespace': 'shop',
  tier: 'front-end',
};

const lookup: LabelLookup = key =>
  key === 'pod-template-hash'
    ? { known: false }
    : { known: true, value: LABELS[key] };

const selects = (selector: string | undefined) =>
  calicoSelector(selector)(lookup);

describe('calicoSelector', () => {
  it.each([
    undefined,
    '',
    '  ',
    'all()',
    "app == 'web'",
    'app == "web"',
    "app=='web'",
    "app != 'api'",
    "gone != 'x'",
    'has(app)',
    '!has(gone)',
    '! has(gone)',
    "app in {'api', 'web'}",
    "app not in { 'api' }",
    "gone not in {'web'}",
    "tier starts with 'front'",
    "tier startswith 'front'",
    "tier ends with 'end'",
    "tier contains '-'",
    "projectcalico.org/namespace == 'shop'",
    "has(app) && projectcalico.org/namespace not in {'kube-system', 'calico-system'}",
    "app == 'api' || app == 'web'",
    "app == 'web' || app == 'web' && gone == 'x'",
    "(app == 'web' || has(gone)) && !(tier == 'db')",
    "all() || pod-template-hash == 'a'",
  ])('%p selects', selector => expect(selects(selector)).toBe(true));

  it.each([
    '!all()',
    "app == 'api'",
    "gone == 'x'",
    "app in {'api'}",
    'app in {}',
    "tier starts with 'end'",
    "gone contains ''",
    "(app == 'web' || app == 'web') && gone == 'x'",
    "app == 'api' && pod-template-hash == 'a'",
  ])('%p does not', selector => expect(selects(selector)).toBe(false));

  it.each([
    'global()',
    'app = web',
    'app == web',
    "app == 'web",
    "app == 'web' &&",
    "(app == 'web'",
    "app == 'web')",
    'app',
    'has()',
    "app like 'w'",
    "app == 'web' & tier == 'x'",
    "pod-template-hash == 'a'",
    "!(pod-template-hash == 'a')",
    `${'('.repeat(4000)}all()${')'.repeat(4000)}`,
    `${'!'.repeat(9000)}all(`,
    'x'.repeat(20_000),
  ])('of %p nothing can be told', selector => {
    expect(selects(selector)).toBeUndefined();
  });

  it('ends for whatever text it is given', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'all()',
            'has(',
            'app',
            '==',
            "'web'",
            '&&',
            '||',
            '!',
            '(',
            ')',
            'in',
            'not',
            '{',
            '}',
            ',',
            '"',
            '\\',
          ),
          { maxLength: 12 },
        ),
        parts => {
          expect([true, false, undefined]).toContain(selects(parts.join(' ')));
        },
      ),
      { seed: 12, numRuns: 300 },
    );
  });

  it('is the opposite of its negation', () => {
    const simple = fc.constantFrom(
      "app == 'web'",
      'has(gone)',
      "tier in {'x', 'front-end'}",
      "pod-template-hash == 'a'",
      'all()',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(simple, fc.constantFrom('&&', '||')), {
          minLength: 1,
          maxLength: 5,
        }),
        parts => {
          const selector = parts
            .map(([part, joint], index) =>
              index === parts.length - 1 ? part : `${part} ${joint}`,
            )
            .join(' ');
          const plain = selects(selector);
          expect(selects(`!(${selector})`)).toBe(
            plain === undefined ? undefined : !plain,
          );
        },
      ),
      { seed: 13, numRuns: 200 },
    );
  });
});
