import type {
  CollectedManifests,
  Flaw,
  LeftOut,
  ManifestOptions,
} from '../contracts';
import type { Source } from '../facts';
import type { KindName } from '../inventory/Inventory';
import { groupOf } from '../inventory/fixRoot';
import { KINDS, ProjectionError } from '../kinds';
import { at, text, word } from '../kinds/fields';
import { controllingOwner } from '../kinds/controller';
import type { Kind } from '../kinds/Kind';
import { isNonResourceRead, isResourceRead } from '../rbac/rules';
import { Extraction } from './Extraction';
import { InventoryBuilder } from './InventoryBuilder';
import { unreadSources } from './unreadSources';

/** Stands where the uid of a cluster would. */
const MANIFESTS = 'manifests';

/** What a cluster writes into ConfigMaps is no manifest. */
const WRITTEN_BY_CLUSTERS: readonly KindName[] = [
  'autoscalerStatus',
  'awsAuth',
];

const kindKey = (group: string, kind: string) => `${group}/${kind}`;

const BY_KIND: ReadonlyMap<string, KindName> = new Map(
  (Object.entries(KINDS) as [KindName, Kind][])
    .filter(([key]) => !WRITTEN_BY_CLUSTERS.includes(key))
    .map(([key, { group, kind }]) => [kindKey(group, kind), key]),
);

/** The kind of the inventory that a manifest is of, and the version it is in. */
function kindOf(raw: unknown): { key?: KindName; version: string } {
  const apiVersion = text(at(raw, 'apiVersion')) ?? '';
  const kind = text(at(raw, 'kind')) ?? '';
  return {
    key:
      BY_KIND.get(kindKey(groupOf(apiVersion), kind)) ??
      // Groups in which every template defines a kind of its own.
      BY_KIND.get(kindKey(groupOf(apiVersion), '')),
    version: apiVersion.slice(apiVersion.indexOf('/') + 1),
  };
}

/**
 * Whether objects of a kind belong to a namespace or to the whole cluster;
 * `undefined` for kinds that the inventory does not know.
 *
 * @public
 */
export function isNamespacedManifest(raw: unknown): boolean | undefined {
  const { key } = kindOf(raw);
  return key && KINDS[key].namespaced;
}

/** What a set of manifests holds, so that it can be said what it shows. */
interface Contents {
  /** Namespaces that some object lies in, or that are there themselves. */
  namespaces: ReadonlySet<string>;
  /** Namespaces that are there themselves. */
  declared: ReadonlySet<string>;
  /** By kind the namespaces in which an object of it could not be used. */
  unusable: ReadonlyMap<KindName, ReadonlySet<string>>;
  counts: ReadonlyMap<KindName, number>;
}

/**
 * A set of manifests shows a part of a cluster. Where it answers for a
 * namespace, that is what `partial` with its namespaces says of a list.
 */
function sourceOf(key: KindName, contents: Contents, stamp: string): Source {
  const { group, resource, shownBy } = KINDS[key] as Kind;
  const { namespaces, declared, unusable, counts } = contents;
  const shown = { workload: namespaces, namespace: declared, none: [] };
  const broken = unusable.get(key);
  return {
    key,
    resource: `${group || 'core'}/${resource}`,
    state: 'partial',
    count: counts.get(key) ?? 0,
    at: stamp,
    namespaces: [...shown[shownBy ?? 'none']]
      .filter(name => !broken?.has(name))
      .sort(),
    message: 'only the manifests were read',
  };
}

/** Pods and revisions that a controller made: they say what ran, once. */
function isMadeByCluster(key: KindName, raw: unknown): boolean {
  return (
    (key === 'pods' || key === 'replicaSets') &&
    controllingOwner(raw) !== undefined
  );
}

const located = (raw: unknown) => ({
  namespace: word(at(raw, 'metadata', 'namespace')),
  name: word(at(raw, 'metadata', 'name')) ?? '',
});

/**
 * The inventory of a set of manifests, by the same projections and the same
 * fold as that of a cluster. Pods without an owner are workloads of their own;
 * nothing is taken to run.
 *
 * @public
 */
export function collectManifests(options: ManifestOptions): CollectedManifests {
  const stamp = new Date(options.now).toISOString();
  const builder = InventoryBuilder.create(Extraction.create(options.checks));
  const leftOut = new Map<number, { why: LeftOut; message: string }>();
  const namespaces = new Set<string>();
  const declared = new Set<string>();
  const unusable = new Map<KindName, Set<string>>();
  const counts = new Map<KindName, number>();
  const flaws: Flaw[] = [];
  const pods: { index: number; raw: unknown }[] = [];
  const receivers = new Map(
    [...BY_KIND.values()].map(key => [key, builder.receiver(key)]),
  );
  const spoil = (key: KindName, raw: unknown) => {
    const namespace = word(at(raw, 'metadata', 'namespace')) ?? '';
    unusable.set(key, (unusable.get(key) ?? new Set()).add(namespace));
  };
  const receive = (index: number, key: KindName, raw: unknown) => {
    try {
      receivers.get(key)?.receive(raw);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const flaw = options.flaws?.get(index);
      if (flaw) flaws.push({ ...flaw, kind: key, ...located(raw) });
    } catch (failure) {
      if (!(failure instanceof ProjectionError)) throw failure;
      spoil(key, raw);
      leftOut.set(index, { why: 'malformed', message: failure.message });
    }
  };
  options.objects.forEach((raw, index) => {
    const { key, version } = kindOf(raw);
    const namespace = word(at(raw, 'metadata', 'namespace'));
    if (namespace !== undefined) namespaces.add(namespace);
    if (key === undefined) {
      leftOut.set(index, {
        why: 'unknown-kind',
        message: 'no check reads objects of this kind',
      });
    } else if (!KINDS[key].versions.includes(version)) {
      const understood = KINDS[key].versions.join(', ');
      spoil(key, raw);
      leftOut.set(index, {
        why: 'unknown-version',
        message: `version ${version} is not understood, ${understood} is`,
      });
    } else if (isMadeByCluster(key, raw)) {
      leftOut.set(index, {
        why: 'made-by-cluster',
        message: 'a controller made it, its owner is judged',
      });
    } else if (key === 'pods') {
      pods.push({ index, raw });
    } else {
      const name = word(at(raw, 'metadata', 'name'));
      if (key === 'namespaces' && name !== undefined) {
        namespaces.add(name);
        declared.add(name);
      }
      receive(index, key, raw);
    }
  });
  builder.settle();
  for (const { index, raw } of pods) receive(index, 'pods', raw);
  const inventory = builder.build(
    {
      clusterUid: MANIFESTS,
      now: options.now,
      liveNamespaces: new Set(),
    },
    false,
  );
  const contents = { namespaces, declared, unusable, counts };
  const keys = new Set(
    options.reads.filter(isResourceRead).map(({ kind }) => kind),
  );
  return {
    cluster: { uid: MANIFESTS, version: options.version },
    inventory,
    sources: [
      ...[...keys].map(key => sourceOf(key, contents, stamp)),
      ...options.reads.filter(isNonResourceRead).map(
        ({ provides, nonResourceURL }): Source => ({
          key: provides,
          resource: nonResourceURL,
          state: 'notConnected',
          count: 0,
          at: stamp,
        }),
      ),
      ...unreadSources(options.reads, stamp),
    ],
    leftOut,
    flaws,
  };
}
