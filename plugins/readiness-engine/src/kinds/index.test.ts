import fc from 'fast-check';
import type { Kind } from './Kind';
import { KINDS, ProjectionError } from '.';

const kinds = Object.entries(KINDS) as [string, Kind][];

const CANARY = 'CANARY-value-3f1c';

/** A template in which every place that may hold a secret does. */
const podTemplate = {
  metadata: {
    labels: { app: 'cart' },
    annotations: {
      note: CANARY,
      'sidecar.istio.io/status': `{"token":"${CANARY}"}`,
      'kubectl.kubernetes.io/last-applied-configuration': CANARY,
    },
  },
  spec: {
    containers: [
      {
        name: 'app',
        image: 'cart:1',
        command: ['sh', '-c', CANARY],
        args: [CANARY],
        env: [
          { name: 'PASSWORD', value: CANARY },
          { name: 'REF', valueFrom: { secretKeyRef: { key: CANARY } } },
        ],
        envFrom: [{ prefix: CANARY }],
        workingDir: CANARY,
        livenessProbe: {
          exec: { command: [CANARY] },
          httpGet: {
            host: 'probe.example',
            path: `/ready?token=${CANARY}`,
            httpHeaders: [{ name: 'Authorization', value: CANARY }],
          },
        },
        lifecycle: { preStop: { exec: { command: [CANARY] } } },
        securityContext: {
          seccompProfile: { type: 'Localhost', localhostProfile: CANARY },
        },
      },
    ],
    initContainers: [{ name: 'init', env: [{ name: 'A', value: CANARY }] }],
    ephemeralContainers: [{ name: 'debug', args: [CANARY] }],
    volumes: [
      { name: 'v', csi: { volumeAttributes: { password: CANARY } } },
      { name: 'w', configMap: { items: [{ key: CANARY }] } },
    ],
    imagePullSecrets: [{ name: 'registry', token: CANARY }],
    hostAliases: [{ ip: '127.0.0.1', hostnames: [CANARY] }],
  },
};

const planted = {
  metadata: {
    name: 'planted',
    namespace: 'shop',
    labels: { app: 'cart' },
    annotations: podTemplate.metadata.annotations,
    managedFields: [{ manager: CANARY }],
    finalizers: [CANARY],
    ownerReferences: [],
  },
  data: {
    status: `password: ${CANARY}`,
    mapRoles: `- {rolearn: "arn:aws:iam::${CANARY}:role/x", username: ${CANARY}}`,
    mapUsers: `- ${CANARY}`,
    mapAccounts: `["${CANARY}"]`,
    other: CANARY,
  },
  stringData: { password: CANARY },
  spec: {
    ...podTemplate.spec,
    template: podTemplate,
    jobTemplate: { spec: { template: podTemplate } },
    source: { helm: { values: CANARY, parameters: [{ value: CANARY }] } },
    config: { password: CANARY },
    backup: { barmanObjectStore: { destinationPath: CANARY } },
    additionalScrapeConfigs: CANARY,
    remoteWrite: [{ basicAuth: { password: CANARY } }],
    credential: { key: CANARY },
    objectStorage: { caCert: CANARY },
    hooks: { resources: [{ pre: [{ exec: { command: [CANARY] } }] }] },
  },
  status: { message: CANARY, conditions: [{ type: 'Ready', message: CANARY }] },
};

type Path = readonly (string | number)[];

function paths(value: unknown, prefix: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return [
    prefix,
    ...Object.entries(value).flatMap(([key, child]) =>
      paths(child, [...prefix, key]),
    ),
  ];
}

/** The object with one value, however deep, replaced. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const inSpec = paths({ spec: planted.spec, status: planted.status });

describe('KINDS', () => {
  it('names every kind of the API once', () => {
    const names = kinds
      // Single ConfigMaps are read by name, each with its own projection.
      .filter(([, { resource }]) => resource !== 'configmaps')
      .map(([, { group, resource }]) => `${group}/${resource}`);
    expect(new Set(names).size).toBe(names.length);
    expect(kinds.every(([, { versions }]) => versions.length > 0)).toBe(true);
  });

  describe.each(kinds)('%s', (_, kind) => {
    it('keeps no value that may be a secret', () => {
      const kept = JSON.stringify(kind.project(planted));
      expect(kept).toContain('planted');
      expect(kept).not.toContain(CANARY);
    });

    it('takes whatever stands in the fields of a named object', () => {
      fc.assert(
        fc.property(
          fc.record({
            spec: fc.jsonValue(),
            status: fc.jsonValue(),
            data: fc.jsonValue(),
            rules: fc.jsonValue(),
            subjects: fc.jsonValue(),
          }),
          rest => {
            const object = { metadata: { name: 'odd', labels: rest.spec } };
            expect(kind.project({ ...rest, ...object })).toMatchObject({
              name: 'odd',
            });
          },
        ),
        { seed: 6, numRuns: 40 },
      );
    });

    it('takes a well-formed object of which one field is not', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...inSpec),
          fc.jsonValue({ maxDepth: 1 }),
          (path, odd) => {
            expect(kind.project(replaced(planted, path, odd))).toMatchObject({
              name: 'planted',
            });
          },
        ),
        { seed: 7, numRuns: 60 },
      );
    });

    it.each([null, undefined, 3, 'text', [], {}, { metadata: { name: '' } }])(
      'refuses %j, which has no name',
      raw => {
        expect(() => kind.project(raw)).toThrow(ProjectionError);
      },
    );
  });
});
