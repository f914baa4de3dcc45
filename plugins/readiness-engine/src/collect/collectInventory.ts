import pLimit from 'p-limit';
import type { NonResourceRead, Read, ResourceRead } from '../check';
import type { Collected, CollectOptions } from '../contracts';
import type { ServerVersion, Source } from '../facts';
import type { KindName } from '../inventory/Inventory';
import { KINDS } from '../kinds';
import { at, word } from '../kinds/fields';
import { isNonResourceRead } from '../rbac/rules';
import { unreadableRule } from '../rbac/unreadableRule';
import { ApiClient } from './ApiClient';
import { doubtEmptyPods, markInert } from './crossChecks';
import { Discovery } from './Discovery';
import { Extraction } from './Extraction';
import { InventoryBuilder } from './InventoryBuilder';
import { type Fallback, KindReader } from './KindReader';
import { type MetricsAnswer, readMetrics } from './readMetrics';
import { type Reading, readingsOf, readsWithinNamespaces } from './readingsOf';
import { unreadSources } from './unreadSources';

const PAGE_SIZE = 500;
const PAGE_TIMEOUT_MS = 30_000;
const CONCURRENCY = 4;

const IDENTITY = { namespace: 'kube-system' };

interface Identified {
  uid: string;
  version: ServerVersion;
  sources: readonly Source[];
}

/**
 * Reads a cluster once: discovery, the small kinds, then pods as a stream.
 * What cannot be read becomes a source state and never an exception. Where the
 * cluster's uid cannot be read it is empty; an unreadable version is 0.0. Both
 * then stand among the sources, as `identity` and `version`.
 *
 * @throws the reason of `options.signal` when that is aborted.
 * @public
 */
export async function collectInventory(
  options: CollectOptions,
): Promise<Collected> {
  const stamp = new Date(options.now).toISOString();
  const client = ApiClient.create({
    reader: options.reader,
    timeoutMs: options.pageTimeoutMs ?? PAGE_TIMEOUT_MS,
    concurrency: options.concurrency ?? CONCURRENCY,
    signal: options.signal,
  });
  const reads = options.namespaces
    ? readsWithinNamespaces(options.reads, options.checks)
    : options.reads;
  const readings = readingsOf(reads);
  const identified = await identify(client, stamp);
  const discovery = await Discovery.read(
    client,
    readings.map(({ kind }) => KINDS[kind].group),
  );
  const builder = InventoryBuilder.create(Extraction.create(options.checks));
  const reader = KindReader.create({
    client,
    discovery,
    pageSize: options.pageSize ?? PAGE_SIZE,
    at: stamp,
    only: options.namespaces,
  });
  const metrics = await readPages(client, reads, stamp);
  const read = await readKinds(options, readings, reader, builder);
  const sources = options.namespaces
    ? read
    : doubtEmptyPods(read, builder.names('namespaces').length);
  const pods = sources.find(source => source.key === 'pods');
  const inventory = builder.build(
    {
      clusterUid: identified.uid,
      now: options.now,
      liveNamespaces: listedNamespaces(pods),
    },
    sources.some(
      ({ key, state }) =>
        key === 'persistentVolumeClaims' && ['ok', 'empty'].includes(state),
    ),
  );
  return {
    cluster: { uid: identified.uid, version: identified.version },
    inventory: {
      ...inventory,
      apiServerMetrics: metrics.flatMap(({ samples }) => samples),
    },
    sources: [
      ...identified.sources,
      ...metrics.map(({ source }) => source),
      ...markInert(sources, inventory),
      ...unreadSources(reads, stamp),
    ],
  };
}

/** What the API server says of itself beside its objects. */
async function readPages(
  client: ApiClient,
  reads: readonly Read[],
  stamp: string,
): Promise<readonly MetricsAnswer[]> {
  const byUrl = new Map<string, NonResourceRead>();
  for (const read of reads.filter(isNonResourceRead)) {
    byUrl.set(read.nonResourceURL, read);
  }
  return Promise.all(
    [...byUrl.values()].map(read => readMetrics(client, read, stamp)),
  );
}

/** Namespaces first, for they are what to try next; pods last, for their owners. */
async function readKinds(
  options: CollectOptions,
  readings: readonly Reading[],
  reader: KindReader,
  builder: InventoryBuilder,
): Promise<readonly Source[]> {
  const limit = pLimit(options.concurrency ?? CONCURRENCY);
  const sources: Source[] = [];
  const read = async (reading: Reading, fallback: Fallback) => {
    const receiver = builder.receiver(reading.kind);
    const source = await reader.read(reading, receiver, fallback);
    sources.push(source);
    options.onProgress?.({
      done: sources.length,
      total: readings.length,
      source,
    });
    return source;
  };
  const pick = (wanted: (kind: KindName) => boolean) =>
    readings.filter(({ kind }) => wanted(kind));
  const none = { namespaces: [], complete: false };
  let complete = false;
  for (const reading of pick(kind => kind === 'namespaces')) {
    const { state } = await read(reading, none);
    complete = state === 'ok';
  }
  const namespaces = new Set([
    ...builder.names('namespaces'),
    ...(options.knownNamespaces ?? []),
  ]);
  const fallback = { namespaces: [...namespaces].sort(), complete };
  await Promise.all(
    pick(kind => kind !== 'namespaces' && kind !== 'pods').map(reading =>
      limit(() => read(reading, fallback)),
    ),
  );
  builder.settle();
  for (const reading of pick(kind => kind === 'pods')) {
    await read(reading, fallback);
  }
  return sources.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** `undefined` when pods were listed everywhere. */
function listedNamespaces(
  pods: Source | undefined,
): ReadonlySet<string> | undefined {
  if (pods?.state === 'ok' || pods?.state === 'empty') return undefined;
  return new Set(pods?.state === 'partial' ? pods.namespaces : []);
}

async function identify(client: ApiClient, stamp: string): Promise<Identified> {
  const [home, version] = await Promise.all([
    client.get(`/api/v1/namespaces/${IDENTITY.namespace}`),
    client.get('/version'),
  ]);
  const uid =
    home.type === 'ok' ? word(at(home.body, 'metadata', 'uid')) : undefined;
  const major =
    version.type === 'ok' ? leading(version.body, 'major') : undefined;
  const minor =
    version.type === 'ok' ? leading(version.body, 'minor') : undefined;
  const git =
    version.type === 'ok'
      ? word(at(version.body, 'gitVersion'))?.match(/^v\d.*/)?.[0]
      : undefined;
  const known = major !== undefined && minor !== undefined;
  const failed = (key: string, resource: string, state: Source['state']) => ({
    key,
    resource,
    state,
    count: 0,
    at: stamp,
  });
  const rule: ResourceRead = {
    provides: 'namespaces',
    kind: 'namespaces',
    group: '',
    resource: 'namespaces',
    verbs: ['get', 'list'],
    optional: false,
  };
  const unseen = home.type === 'forbidden' ? 'forbidden' : 'error';
  return {
    uid: uid ?? '',
    version: known
      ? { major, minor, ...(git !== undefined && { git }) }
      : { major: 0, minor: 0 },
    sources: [
      ...(uid
        ? []
        : [
            {
              ...failed('identity', 'core/namespaces kube-system', unseen),
              message: [
                'the cluster cannot be told from others',
                ...(home.type === 'error' ? [home.message] : []),
              ].join(': '),
              missingRule:
                unseen === 'forbidden' ? unreadableRule(rule) : undefined,
            } as const,
          ]),
      ...(known ? [] : [failed('version', '/version', 'error')]),
    ],
  };
}

/** `36+` → 36. */
function leading(body: unknown, field: string): number | undefined {
  const digits = word(at(body, field))?.match(/^\d+/)?.[0];
  return digits === undefined ? undefined : Number(digits);
}
