import * as fc from 'fast-check';
import { mergePatch, strategicMergePatch } from './patch';

describe('mergePatch', () => {
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b', c: 1 }, { a: null }, { c: 1 }],
    [{ a: ['b'] }, { a: ['c', 'd'] }, { a: ['c', 'd'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [['a'], { b: 'c' }, { b: 'c' }],
    [{}, { a: { b: { c: null } } }, { a: { b: {} } }],
  ])('merges %j with %j to %j', (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });

  it('does the same twice as once', () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(objects, objects, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});

describe('strategicMergePatch', () => {
  const template = {
    containers: [
      { name: 'app', image: 'app:1', env: [{ name: 'A', value: '1' }] },
      { name: 'proxy', image: 'proxy:1' },
    ],
    tolerations: [{ key: 'a' }],
  };

  it('merges containers and variables by name', () => {
    expect(
      strategicMergePatch(template, {
        containers: [
          {
            name: 'app',
            resources: { requests: { cpu: '1' } },
            env: [{ name: 'B', value: '2' }],
          },
        ],
      }),
    ).toEqual({
      ...template,
      containers: [
        {
          name: 'app',
          image: 'app:1',
          resources: { requests: { cpu: '1' } },
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
          ],
        },
        { name: 'proxy', image: 'proxy:1' },
      ],
    });
  });

  it('deletes items that the patch marks', () => {
    expect(
      strategicMergePatch(template, {
        containers: [{ name: 'app', env: [{ name: 'A', $patch: 'delete' }] }],
      }),
    ).toMatchObject({ containers: [{ name: 'app', env: [] }, {}] });
  });

  it('replaces lists without a merge key, and where the patch says so', () => {
    expect(
      strategicMergePatch(template, {
        tolerations: [{ key: 'b' }],
        containers: [{ $patch: 'replace' }, { name: 'new' }],
      }),
    ).toEqual({ tolerations: [{ key: 'b' }], containers: [{ name: 'new' }] });
  });
});
