import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import type { EntityFacts, MatchingSuggestion } from '../facts';
import {
  deployment,
  pod,
  type Raw,
  raw,
  template,
} from '../testing/rawObjects';
import {
  argo,
  component,
  helm,
  ID,
  key,
  match,
  NAMESPACE,
  SELECTOR,
} from './__fixtures__/matching';
import type { MatchingRule } from './MatchingRule';

type Labels = Record<string, string>;
type Outcome = Awaited<ReturnType<typeof match>>;

const NAMES = ['cart', 'mail', 'web'] as const;
const name = fc.constantFrom(...NAMES);
const namespace = fc.constantFrom('shop', 'bank', 'kube-system');

const labels: fc.Arbitrary<Labels> = fc.dictionary(
  fc.constantFrom(
    'app',
    'app.kubernetes.io/name',
    'app.kubernetes.io/instance',
    ID,
  ),
  name,
  { maxKeys: 2 },
);

const made = fc.oneof(
  fc.constant({ annotations: {} }),
  name.map(release => ({ annotations: helm(release) })),
  fc.constant({ annotations: {}, owner: 'example.com/v1/Shop/it' }),
);

interface Made {
  annotations: Labels;
  owner?: string;
}

const OBJECTS: Record<
  string,
  (
    name: string,
    parts: Made & { namespace: string; labels: Labels },
    pods: Labels,
  ) => Raw
> = {
  Deployment: (called, parts, pods) =>
    deployment(called, { ...parts, template: template(pods) }),
  CronJob: (called, parts, pods) =>
    raw('batch/v1', 'CronJob', called, parts, {
      spec: { jobTemplate: { spec: { template: template(pods) } } },
    }),
  Pod: (called, parts) => pod(called, parts),
};

const object = fc
  .record({
    kind: fc.constantFrom(...Object.keys(OBJECTS)),
    called: name,
    namespace,
    labels,
    pods: labels,
    made: made as fc.Arbitrary<Made>,
    app: fc.option(name, { nil: undefined }),
  })
  .map(({ kind, called, pods, app, made: by, ...parts }) => {
    const group = kind === 'CronJob' ? 'batch' : 'apps';
    const tracked = app
      ? argo(app, `${parts.namespace}/${called}`, `${group}/${kind}`)
      : {};
    return OBJECTS[kind](
      called,
      { ...parts, ...by, annotations: { ...by.annotations, ...tracked } },
      pods,
    );
  });

const cluster = fc.uniqueArray(object, {
  maxLength: 7,
  selector: ({ kind, metadata }) => {
    const { namespace: within, name: called } = metadata as Labels;
    return `${kind}/${within}/${called}`;
  },
});

const annotations: fc.Arbitrary<Labels> = fc
  .record({
    by: fc.oneof(
      fc.constant({}),
      name.map((id): Labels => ({ [ID]: id })),
      name.map((value): Labels => ({ [SELECTOR]: `app=${value}` })),
      fc.constant<Labels>({ [SELECTOR]: `${ID}` }),
      fc.constant<Labels>({ [SELECTOR]: 'app in (' }),
    ),
    within: fc.oneof(
      { weight: 3, arbitrary: fc.constant<Labels>({}) },
      {
        weight: 1,
        arbitrary: namespace.map((n): Labels => ({ [NAMESPACE]: n })),
      },
    ),
  })
  .map(({ by, within }) => ({ ...by, ...within }));

const entity = fc
  .record({
    called: name,
    home: fc.constantFrom('default', 'shop'),
    annotations,
  })
  .map(parts =>
    component(parts.called, parts.annotations, {
      ref: `component:${parts.home}/${parts.called}`,
    }),
  );

const entities = fc.uniqueArray(entity, {
  maxLength: 4,
  selector: ({ ref }) => ref,
});

const rules: fc.Arbitrary<MatchingRule[]> = fc.array(
  fc.constantFrom<MatchingRule>(
    { labelSelector: 'app.kubernetes.io/name={name}' },
    { labelSelector: 'app={name}', namespace: 'shop' },
  ),
  { maxLength: 1 },
);

const merged = (into: unknown, part: unknown): unknown =>
  typeof part === 'object' && part !== null
    ? Object.fromEntries([
        ...Object.entries(into ?? {}),
        ...Object.entries(part).map(([field, value]) => [
          field,
          merged((into as Raw | undefined)?.[field], value),
        ]),
      ] as [string, unknown][])
    : part;

const isManifest = (document: Raw) => document.metadata !== undefined;

function keyOf({ apiVersion, kind, metadata }: Raw): string {
  const { namespace: within, name: called } = metadata as Labels;
  const [group, version] = String(apiVersion).split('/');
  return key(called, within, `${version ? group : ''}/${kind}`);
}

/** Pastes a suggestion where it says. */
function pasted(
  { content, workloads }: MatchingSuggestion,
  world: { objects: readonly Raw[]; entities: readonly EntityFacts[] },
  ref?: string,
) {
  const documents = parseAllDocuments(content).map(
    document => document.toJS() as Raw,
  );
  const lines = documents.find(document => !isManifest(document)) as
    | Labels
    | undefined;
  const place = /^# metadata\.annotations of (\S+:\S+)$/m.exec(content)?.[1];
  const target = place ?? ref ?? 'component:default/new';
  const known = world.entities.some(one => one.ref === target);
  return {
    target,
    objects: world.objects.map(one => {
      const manifest = documents.find(isManifest);
      return manifest && keyOf(one) === workloads[0]
        ? (merged(one, manifest) as Raw)
        : one;
    }),
    entities: (known || !lines
      ? world.entities
      : [...world.entities, component('new')]
    ).map(one =>
      one.ref === target
        ? { ...one, annotations: { ...one.annotations, ...lines } }
        : one,
    ),
  };
}

const keysOf = ({ workloadsOf }: Outcome, ref: string) =>
  (workloadsOf.get(ref) ?? []).map(({ subject }) => subjectKey(subject)).sort();

describe('suggestions', () => {
  it('give an entity exactly the workloads that they name, and to it alone', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(cluster, entities, rules, async (objects, known, by) => {
        const { report } = await match(objects, known, by);
        for (const { entityRef, suggestions } of [
          ...report.noWorkload,
          ...report.unannotated,
        ]) {
          for (const suggestion of suggestions) {
            seen += 1;
            const world = pasted(
              suggestion,
              { objects, entities: known },
              entityRef,
            );
            expect(world.target).toBe(entityRef);
            const after = await match(world.objects, world.entities, by);
            expect(keysOf(after, entityRef)).toEqual(
              [...suggestion.workloads].sort(),
            );
            for (const workload of suggestion.workloads) {
              expect(after.entitiesOf.get(workload)).toEqual([entityRef]);
            }
          }
        }
      }),
      { seed: 11, numRuns: 250 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  it('give a workload that nobody owns to exactly one entity', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(cluster, entities, rules, async (objects, known, by) => {
        const before = await match(objects, known, by);
        const unowned = before.report.unowned.flatMap(row => row.workloads);
        for (const { subject, suggestion } of unowned) {
          if (!suggestion) continue;
          seen += 1;
          expect(suggestion.workloads).toContain(subject);
          const world = pasted(suggestion, { objects, entities: known });
          const after = await match(world.objects, world.entities, by);
          const gained = [...after.entitiesOf.keys()].filter(
            workload => !before.entitiesOf.has(workload),
          );
          expect(gained.sort()).toEqual([...suggestion.workloads].sort());
          for (const workload of suggestion.workloads) {
            expect(after.entitiesOf.get(workload)).toHaveLength(1);
          }
        }
      }),
      { seed: 12, numRuns: 250 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
