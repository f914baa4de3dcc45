import { collectInventory } from '../collect/collectInventory';
import type {
  ClusterReader,
  ClusterResponse,
  CollectOptions,
} from '../contracts';
import { collectReads } from '../rbac/rules';
import { list, workloads } from '../reads';
import { aCheck } from './aCheck';
import { inMemoryReader, type InMemoryOptions } from './inMemoryReader';
import { pod, type Raw } from './rawObjects';

const NOW = Date.parse('2026-11-22T17:00:00Z');

export const namespaceObject = (name: string, uid = `${name}-uid`): Raw => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, uid },
});

const HOME = [
  namespaceObject('kube-system', 'the-uid'),
  pod('coredns', { namespace: 'kube-system' }),
];

/** Reads some kinds of every sort. */
export const readingCheck = aCheck({
  reads: [
    ...workloads(),
    list('namespaces'),
    list('persistentVolumeClaims'),
    list('veleroSchedules'),
    list('nodes'),
  ],
});

export interface CollectSetup
  extends InMemoryOptions,
    Partial<Omit<CollectOptions, 'reader'>> {
  /** Stands before the cluster and may answer instead. */
  intercept?: (
    path: string,
    query: Readonly<Record<string, string>>,
    attempt: number,
  ) => Partial<ScriptedAnswer> | Promise<Partial<ScriptedAnswer>> | undefined;
}

export interface ScriptedAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

function answering({
  status = 200,
  headers = {},
  body,
}: Partial<ScriptedAnswer>): ClusterResponse {
  return {
    status,
    headers: { get: name => headers[name] ?? null },
    text: async () => (typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

/** Collects these objects of a cluster that may misbehave. */
export async function collect(
  objects: readonly Raw[],
  setup: CollectSetup = {},
) {
  const {
    intercept,
    forbidden,
    allowedNamespaces,
    absentGroups,
    version,
    ...rest
  } = setup;
  const cluster = inMemoryReader([...HOME, ...objects], {
    forbidden,
    allowedNamespaces,
    absentGroups,
    version,
  });
  const attempts = new Map<string, number>();
  const paths: string[] = [];
  const reader: ClusterReader = {
    get: async (path, options) => {
      paths.push(path);
      const attempt = (attempts.get(path) ?? 0) + 1;
      attempts.set(path, attempt);
      const answer = await intercept?.(path, options.query ?? {}, attempt);
      return answer ? answering(answer) : cluster.get(path, options);
    },
  };
  const collected = await collectInventory({
    reader,
    reads: collectReads(rest.checks ?? [readingCheck]),
    checks: [readingCheck],
    now: NOW,
    ...rest,
  });
  const source = (key: string) =>
    collected.sources.find(entry => entry.key === key);
  return { ...collected, source, paths };
}

export const namesOf = (objects: readonly { name: string }[]) =>
  objects.map(({ name }) => name);
