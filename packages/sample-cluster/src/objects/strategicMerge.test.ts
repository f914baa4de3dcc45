import * as fc from 'fast-check';
import { asObject } from '../json';
import { strategicMergePatch } from './strategicMerge';

describe('strategicMergePatch', () => {
  const containers = [
    { name: 'app', image: 'app:1', env: [{ name: 'A', value: '1' }] },
    { name: 'proxy', image: 'proxy:1' },
  ];
  const pod = { spec: { containers, tolerations: [{ key: 'a' }] } };
  const merged = (spec: object, target: object = pod) =>
    asObject(strategicMergePatch(target, { spec }).spec);
  const named = (...names: string[]) => names.map(name => ({ name }));

  it('merges containers and variables by name', () => {
    const app = {
      name: 'app',
      resources: { requests: { cpu: '1' } },
      env: [{ name: 'B', value: '2' }],
    };
    expect(merged({ containers: [app] })).toEqual({
      ...pod.spec,
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

  it('deletes items, objects and fields that the patch marks', () => {
    const env = [{ name: 'A', $patch: 'delete' }];
    expect(merged({ containers: [{ name: 'app', env }] })).toMatchObject({
      containers: [{ name: 'app', env: [] }, {}],
    });
    expect(
      merged(
        { affinity: { $patch: 'delete' }, dnsPolicy: null },
        { spec: { affinity: { nodeAffinity: {} }, dnsPolicy: 'Default' } },
      ),
    ).toEqual({});
  });

  it('replaces atomic lists, and what the patch says to replace', () => {
    expect(
      merged({
        tolerations: [{ key: 'b' }],
        containers: [{ $patch: 'replace' }, { name: 'new' }],
      }),
    ).toEqual({ tolerations: [{ key: 'b' }], containers: named('new') });
    const limits = { spec: { limits: { cpu: '1', memory: '1Gi' } } };
    expect(merged({ limits: { $patch: 'replace', cpu: '2' } }, limits)).toEqual(
      { limits: { cpu: '2' } },
    );
  });

  it.each<[string, object, object, object]>([
    [
      'ports of a container by containerPort',
      { containers: [{ name: 'a', ports: [{ containerPort: 1, name: 'x' }] }] },
      { containers: [{ name: 'a', ports: [{ containerPort: 2 }] }] },
      {
        containers: [
          {
            name: 'a',
            ports: [{ containerPort: 1, name: 'x' }, { containerPort: 2 }],
          },
        ],
      },
    ],
    [
      'ports of a Service by port',
      { ports: [{ port: 80, targetPort: 1 }] },
      { ports: [{ port: 80, name: 'http' }] },
      { ports: [{ port: 80, targetPort: 1, name: 'http' }] },
    ],
    [
      'no ports of a NetworkPolicy',
      { ingress: [{ ports: [{ port: 80 }] }] },
      { ingress: [{ ports: [{ port: 81 }] }] },
      { ingress: [{ ports: [{ port: 81 }] }] },
    ],
    [
      'mounts by path, volumes by name',
      {
        containers: [{ name: 'a', volumeMounts: [{ mountPath: '/a' }] }],
        volumes: named('v'),
      },
      {
        containers: [
          { name: 'a', volumeMounts: [{ mountPath: '/a', readOnly: true }] },
        ],
        volumes: named('w'),
      },
      {
        containers: [
          { name: 'a', volumeMounts: [{ mountPath: '/a', readOnly: true }] },
        ],
        volumes: named('v', 'w'),
      },
    ],
  ])('merges %s', (_what, spec, patch, expected) => {
    expect(merged(patch, { spec })).toEqual(expected);
  });

  it('adds to finalizers and takes from them', () => {
    const target = { metadata: { finalizers: ['a', 'b'] } };
    expect(
      strategicMergePatch(target, {
        metadata: {
          finalizers: ['c', 'b'],
          '$deleteFromPrimitiveList/finalizers': ['a'],
        },
      }),
    ).toEqual({ metadata: { finalizers: ['b', 'c'] } });
  });

  it('keeps no keys but those that the patch retains', () => {
    const strategy = {
      $retainKeys: ['type'],
      type: 'Recreate',
      rollingUpdate: null,
    };
    const target = {
      spec: { strategy: { type: 'RollingUpdate', rollingUpdate: {}, old: 1 } },
    };
    expect(merged({ strategy }, target)).toEqual({
      strategy: { type: 'Recreate' },
    });
    const volumes = [
      { name: 'v', $retainKeys: ['name', 'secret'], secret: {} },
    ];
    expect(
      merged({ volumes }, { spec: { volumes: [{ name: 'v', emptyDir: {} }] } }),
    ).toEqual({ volumes: [{ name: 'v', secret: {} }] });
  });

  it.each<[string, string[], string[], string[], string[]]>([
    ['as asked', ['a', 'b'], [], ['b', 'a'], ['b', 'a']],
    ['new ones first', ['a'], ['n'], ['n', 'a'], ['n', 'a']],
    [
      'unnamed ones where they were',
      ['a', 'x', 'b'],
      ['n'],
      ['a', 'b', 'n'],
      ['a', 'x', 'b', 'n'],
    ],
    ['unnamed ones before the rest', ['x', 'a'], [], ['a'], ['x', 'a']],
  ])('orders items: %s', (_what, before, patch, order, expected) => {
    expect(
      merged(
        {
          containers: named(...patch),
          '$setElementOrder/containers': named(...order),
        },
        { spec: { containers: named(...before) } },
      ),
    ).toEqual({ containers: named(...expected) });
  });

  it('orders texts', () => {
    const target = { metadata: { finalizers: ['a', 'b'] } };
    const metadata = { '$setElementOrder/finalizers': ['b', 'a'] };
    expect(strategicMergePatch(target, { metadata })).toEqual({
      metadata: { finalizers: ['b', 'a'] },
    });
  });

  it('does the same twice as once, and leaves no directive', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const item = fc.record(
      {
        name,
        image: fc.constantFrom('a:1', 'a:2'),
        $patch: fc.constantFrom('delete', 'merge', undefined),
      },
      { requiredKeys: ['name'] },
    );
    const list = fc.uniqueArray(item, { selector: one => one.name });
    const plain = fc.uniqueArray(fc.record({ name }), {
      selector: one => one.name,
    });
    fc.assert(
      fc.property(
        plain,
        list,
        fc.subarray(['a', 'b', 'c']),
        (old, patch, order) => {
          const spec = {
            containers: patch,
            '$setElementOrder/containers': named(...order),
          };
          const once = merged(spec, { spec: { containers: old } });
          expect(merged(spec, { spec: once })).toEqual(once);
          expect(JSON.stringify(once)).not.toContain('$');
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });
});
