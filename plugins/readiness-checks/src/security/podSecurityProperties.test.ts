import fc from 'fast-check';
import { CONTAINER_ROWS } from './__fixtures__/ruleTable/containerFields';
import { template } from './__fixtures__/templates';
import type { Violation } from './podSecurityRule';
import { violationsOf } from './podSecurityStandards';

type Fields = Readonly<Record<string, unknown>>;

const NEWEST = 37;
const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

interface ContainerFields extends Fields {
  name: string;
}

/** A pod with what stands in its lists. */
interface Pod {
  parts: Fields;
  volumes: readonly Fields[];
  lists: Readonly<Record<(typeof LISTS)[number], readonly ContainerFields[]>>;
}

const merged = (fields: readonly Fields[]): Fields => ({
  ...Object.assign({}, ...fields),
  securityContext: Object.assign(
    {},
    ...fields.map(({ securityContext }) => securityContext),
  ),
});

const someFields = fc
  .array(fc.constantFrom(...CONTAINER_ROWS.map(({ fields }) => fields)), {
    maxLength: 5,
  })
  .map(merged);

const volume = fc.constantFrom<Fields>(
  { emptyDir: {} },
  { hostPath: { path: '/var' } },
  { nfs: {} },
  { secret: {} },
);

const pod: fc.Arbitrary<Pod> = fc
  .record({
    os: fc.constantFrom({}, { os: { name: 'windows' } }),
    users: fc.constantFrom({}, { hostUsers: false }, { hostUsers: true }),
    own: fc.constantFrom<Fields>(
      {},
      { hostPID: true },
      { hostNetwork: true },
      { securityContext: { runAsNonRoot: true } },
      { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem' }] } },
    ),
    volumes: fc.array(volume, { maxLength: 3 }),
    containers: fc.array(someFields, { minLength: 1, maxLength: 3 }),
    initContainers: fc.array(someFields, { maxLength: 2 }),
    ephemeralContainers: fc.array(someFields, { maxLength: 1 }),
  })
  .map(({ os, users, own, volumes, ...lists }) => {
    const named = (list: (typeof LISTS)[number]) =>
      lists[list].map((fields, index) => ({
        ...fields,
        name: `${list}-${index}`,
      }));
    return {
      parts: { ...own, ...os, ...users },
      volumes: volumes.map((source, index) => ({
        name: `v${index}`,
        ...source,
      })),
      lists: {
        containers: named('containers'),
        initContainers: named('initContainers'),
        ephemeralContainers: named('ephemeralContainers'),
      },
    };
  });

const level = fc.constantFrom('baseline' as const, 'restricted' as const);
const minor = fc.integer({ min: 0, max: NEWEST });

const judge = (
  at: Violation['level'],
  { parts, volumes, lists }: Pod,
  version: number,
) => violationsOf(at, template({ ...parts, volumes, ...lists }), version);

/** Every violation as text, in an order of its own. */
const keys = (violations: readonly Violation[]) =>
  violations
    .map(({ rule, container, field, found }) =>
      [rule, container, field, found].join(' '),
    )
    .sort();

const rulesOf = (violations: readonly Violation[]) =>
  new Set(violations.map(({ rule }) => rule));

const reordered = <T>(items: readonly T[], seed: number): readonly T[] =>
  [...items]
    .map((item, index) => ({ item, at: (index * 7 + seed * 13) % 11 }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

describe('the Pod Security Standards', () => {
  it('find the same in whatever order containers and volumes stand', () => {
    fc.assert(
      fc.property(level, pod, minor, fc.nat(10), (at, one, version, seed) => {
        const { containers, initContainers, ephemeralContainers } = one.lists;
        const other: Pod = {
          ...one,
          volumes: reordered(one.volumes, seed),
          lists: {
            containers: reordered(containers, seed),
            initContainers: reordered(initContainers, seed),
            ephemeralContainers: reordered(ephemeralContainers, seed),
          },
        };
        expect(keys(judge(at, other, version))).toEqual(
          keys(judge(at, one, version)),
        );
      }),
    );
  });

  // On Windows rows of restricted take the place of rows of baseline and exempt it.
  it('refuse at restricted every pod and container that baseline refuses', () => {
    fc.assert(
      fc.property(pod, minor, (one, version) => {
        fc.pre(!('os' in one.parts && version >= 25));
        const refused = (at: Violation['level']) =>
          new Set(judge(at, one, version).map(({ container }) => container));
        for (const container of refused('baseline')) {
          expect(refused('restricted')).toContain(container);
        }
      }),
    );
  });

  it('never find less in a pod for a violation more', () => {
    fc.assert(
      fc.property(
        level,
        pod,
        minor,
        fc.constantFrom(...CONTAINER_ROWS),
        (at, one, version, { fields }) => {
          const alone: Pod = {
            ...one,
            volumes: [],
            lists: {
              containers: [{ ...fields, name: 'containers-0' }],
              initContainers: [],
              ephemeralContainers: [],
            },
          };
          const bare: Pod = {
            ...alone,
            lists: { ...alone.lists, containers: [{ name: 'containers-0' }] },
          };
          const added = rulesOf(judge(at, alone, version));
          const asked = rulesOf(judge(at, bare, version));
          // What the value itself breaks, beside what no value at all breaks.
          fc.pre([...added].some(rule => !asked.has(rule)));
          const [first, ...others] = one.lists.containers;
          const worse: Pod = {
            ...one,
            lists: {
              ...one.lists,
              containers: [
                { ...merged([first, fields]), name: first.name },
                ...others,
              ],
            },
          };
          const before = rulesOf(judge(at, one, version));
          const after = rulesOf(judge(at, worse, version));
          expect([...before].filter(rule => !after.has(rule))).toEqual([]);
        },
      ),
    );
  });

  it('find in a pod what they find in pods of one container each', () => {
    fc.assert(
      fc.property(level, pod, minor, (at, one, version) => {
        const parts = LISTS.flatMap(list =>
          one.lists[list].map(container => ({
            ...one,
            lists: {
              containers: [],
              initContainers: [],
              ephemeralContainers: [],
              [list]: [container],
            },
          })),
        );
        const together = parts.flatMap(part => judge(at, part, version));
        expect([...new Set(keys(together))]).toEqual(
          keys(judge(at, one, version)),
        );
      }),
    );
  });
});
