import { CONTAINER_ROWS } from './__fixtures__/ruleTable/containerFields';
import { POD_ROWS, type PodRow } from './__fixtures__/ruleTable/podFields';
import type { Refusals, Row } from './__fixtures__/ruleTable/Row';
import { template } from './__fixtures__/templates';
import { violationsOf } from './podSecurityStandards';

const MINORS = Array.from({ length: 38 }, (_, minor) => minor);

const HARDENED = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
  capabilities: { drop: ['ALL'] },
};

const hardened = { name: 'app', securityContext: HARDENED };

/** `[4, 5, 6, 9]` as `4-6`, `9-9`. */
function spans(minors: readonly number[]): readonly string[] {
  const starts = minors.filter(minor => !minors.includes(minor - 1));
  return starts.map(start => {
    let end = start;
    while (minors.includes(end + 1)) end += 1;
    return `${start}-${end}`;
  });
}

/** What a level says of a pod, version by version, as the rows write it. */
function refusedBy(
  level: 'baseline' | 'restricted',
  spec: object,
  annotations: object = {},
): readonly string[] {
  const pod = template(spec, annotations);
  const minors = new Map<string, Set<number>>();
  for (const minor of MINORS) {
    for (const { rule } of violationsOf(level, pod, minor)) {
      minors.set(rule, (minors.get(rule) ?? new Set()).add(minor));
    }
  }
  return [...minors]
    .flatMap(([rule, broken]) =>
      spans([...broken]).map(span => `${rule} ${span}`),
    )
    .sort();
}

const written = (refused = '') => refused.split(', ').filter(Boolean).sort();

/** What a pod says of itself that may change what is refused. */
const VARIANTS = [
  { of: 'Linux', parts: {}, refusals: (row: Row): Refusals => row },
  {
    of: 'Windows',
    parts: { os: { name: 'windows' } },
    refusals: (row: Row): Refusals => row.windows ?? row,
  },
  {
    of: 'Windows by its node selector only',
    parts: { nodeSelector: { 'kubernetes.io/os': 'windows' } },
    refusals: (row: Row): Refusals => row,
  },
  {
    of: 'users of its own',
    parts: { hostUsers: false },
    refusals: (row: Row): Refusals => row.ownUsers ?? row,
  },
];

const judged = (spec: object, annotations?: object) => ({
  baseline: refusedBy('baseline', spec, annotations),
  restricted: refusedBy('restricted', spec, annotations),
});

const expected = ({ baseline, restricted }: Refusals) => ({
  baseline: written(baseline),
  restricted: written(restricted),
});

const CONTAINERS = [
  { as: 'container', list: 'containers', own: {} },
  { as: 'init container', list: 'initContainers', own: {} },
  {
    as: 'sidecar',
    list: 'initContainers',
    own: { restartPolicy: 'Always' },
  },
  { as: 'ephemeral container', list: 'ephemeralContainers', own: {} },
];

/** A pod of a first container with another one in the list. */
const beside = (first: object, list: string, other: object) => ({
  containers: list === 'containers' ? [first, other] : [first],
  ...(list !== 'containers' && { [list]: [other] }),
});

/** `undefined` would vanish from JSON, and it is what some rows are about. */
const shown = (fields: object) =>
  JSON.stringify(fields, (_, value) => value ?? 'unset');

const containerRows = CONTAINER_ROWS.flatMap(row =>
  CONTAINERS.map(container => ({
    title: `${container.as}: ${shown(row.fields)}`,
    row,
    container,
  })),
);

const podRows = POD_ROWS.map(row => ({
  title: shown({ ...row.fields, ...row.annotations }),
  row,
}));

describe('the table of the Pod Security Standards', () => {
  it('has at least 600 cases, each at every version', () => {
    const rows = containerRows.length + podRows.length;
    expect(rows * VARIANTS.length).toBeGreaterThan(600);
  });

  it('lets the hardened pod of its rows in', () => {
    expect(judged({ containers: [hardened] })).toEqual(expected({}));
  });

  it.each(containerRows)('$title', ({ row, container: { list, own } }) => {
    const { securityContext, ...fields } = row.fields;
    const other = {
      ...hardened,
      name: 'it',
      ...own,
      ...fields,
      securityContext: { ...HARDENED, ...(securityContext as object) },
    };
    const spec = beside(hardened, list, other);
    expect(
      VARIANTS.map(({ of, parts }) => [of, judged({ ...spec, ...parts })]),
    ).toEqual(
      VARIANTS.map(({ of, refusals }) => [of, expected(refusals(row))]),
    );
  });

  it.each(podRows)('$title', ({ row }) => {
    const { fields, annotations }: PodRow = row;
    const spec = { containers: [hardened], ...fields };
    expect(
      VARIANTS.map(({ of, parts }) => [
        of,
        judged({ ...spec, ...parts }, annotations),
      ]),
    ).toEqual(
      VARIANTS.map(({ of, refusals }) => [of, expected(refusals(row))]),
    );
  });
});

describe('what a pod sets for its containers', () => {
  const bare = {
    name: 'app',
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
  };
  const securityContext = {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  };

  it.each(CONTAINERS)('is enough for every $as', ({ list, own }) => {
    const spec = beside(bare, list, { ...bare, name: 'it', ...own });
    expect(judged({ securityContext, ...spec })).toEqual(expected({}));
  });

  it.each(CONTAINERS)('is not enough against a $as', ({ list, own }) => {
    const spec = beside(bare, list, {
      name: 'it',
      ...own,
      securityContext: { ...bare.securityContext, runAsNonRoot: false },
    });
    expect(judged({ securityContext, ...spec })).toEqual(
      expected({ restricted: 'runAsNonRoot 0-37' }),
    );
  });
});
