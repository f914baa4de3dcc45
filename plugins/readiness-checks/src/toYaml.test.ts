import fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml, type YamlValue } from './toYaml';

describe('toYaml', () => {
  it('writes a patch the way a person would', () => {
    expect(
      toYaml({
        spec: {
          containers: [
            {
              name: 'api',
              resources: { limits: { memory: '256Mi' }, requests: {} },
              securityContext: { privileged: false, add: [] },
            },
          ],
        },
      }),
    ).toBe(
      [
        'spec:',
        '  containers:',
        '    - name: api',
        '      resources:',
        '        limits:',
        '          memory: 256Mi',
        '        requests: {}',
        '      securityContext:',
        '        privileged: false',
        '        add: []',
        '',
      ].join('\n'),
    );
  });

  it.each(['no', 'on', 'Yes', '1e3', '0x1f', '12', 'a: b', '', '- x', '{a}'])(
    'keeps the text %j a text for a YAML 1.1 parser',
    text => {
      expect(parse(toYaml({ text }), { version: '1.1' })).toEqual({ text });
    },
  );

  it('is read back as what was written', () => {
    const { tree } = fc.letrec<{ tree: YamlValue }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(
          fc.string().filter(key => key !== '__proto__'),
          tie('tree'),
          { maxKeys: 3 },
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, value => {
        const read = parse(toYaml(value));
        expect(JSON.stringify(read)).toBe(JSON.stringify(value));
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
