import type {
  Environment,
  Tier,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck, Exception } from './check';
import { collectInventory } from './collect/collectInventory';
import type { Collected, RuleConfig } from './contracts';
import type {
  EntityFacts,
  EvidenceRecord,
  ScanResult,
  Source,
  Verdict,
} from './facts';
import type { Inventory } from './inventory/Inventory';
import { NO_SIGNALS, type Signals } from './signals/registry';
import { judgeInventory } from './judge/judgeInventory';
import { KINDS } from './kinds';
import { at, word } from './kinds/fields';
import { collectReads } from './rbac/rules';
import { inMemoryReader } from './testing/inMemoryReader';

export { inMemoryReader } from './testing/inMemoryReader';
export type { InMemoryOptions } from './testing/inMemoryReader';

/** @public */
export const TEST_CLUSTER = { name: 'test', uid: 'test-cluster-uid' } as const;

/** What a test may set beside the objects. @public */
export interface JudgeOneOptions {
  /** Epoch ms or ISO; by default 2026-11-22T17:00:00Z. */
  now?: number | string;
  /** What answers 403: `resource`, `group/resource`, or one `resource/name`. */
  forbidden?: readonly string[];
  /** `major.minor`, or what a vendor makes of it; by default 1.36. */
  version?: string;
  environment?: Environment;
  clusterName?: string;
  entities?: readonly (Partial<EntityFacts> & { ref: string })[];
  evidence?: readonly EvidenceRecord[];
  external?: RuleConfig['external'];
  costs?: RuleConfig['costs'];
  params?: Readonly<Record<string, unknown>>;
  /** What configuration says of checks, by id. */
  checks?: RuleConfig['checks'];
  responsible?: RuleConfig['responsible'];
  thresholds?: Readonly<Record<string, number>>;
  exceptions?: readonly Exception[];
  /** Connects the metrics store with these rules. */
  liveRules?: Signals['liveRules'];
  /** What the API server says at `/metrics`, which is forbidden otherwise. */
  metrics?: string;
  /** Connects signal sources with what they say. */
  signals?: Partial<Signals>;
  /** States that replace what was collected, by source key. */
  sources?: Readonly<Record<string, Partial<Source>>>;
  platformNamespaces?: readonly string[];
  systemNamespaces?: readonly string[];
  knownSubjects?: readonly string[];
}

const NOW = Date.parse('2026-11-22T17:00:00Z');
const HOME = 'kube-system';

const NO_READS: Inventory = Object.freeze({
  ...(Object.fromEntries(
    Object.keys(KINDS).map(key => [key, []]),
  ) as unknown as Inventory),
  workloads: [],
  ...NO_SIGNALS,
  apiServerMetrics: [],
  evidence: [],
});

/** An inventory with these parts and nothing else. @public */
export function buildInventory(parts: Partial<Inventory> = {}): Inventory {
  return { ...NO_READS, ...parts };
}

/** An entity with defaults for what a test does not care about. @public */
export function buildEntity(
  parts: Partial<EntityFacts> & { ref: string },
): EntityFacts {
  return {
    kind: parts.ref.split(':')[0],
    owner: 'group:default/team',
    tier: 2 as Tier,
    tierDeclared: parts.tier !== undefined,
    annotations: {},
    ...parts,
  };
}

/** Configuration that changes nothing. @public */
export function buildRuleConfig(parts: Partial<RuleConfig> = {}): RuleConfig {
  return {
    checks: {},
    thresholds: {},
    exceptions: [],
    systemNamespaces: [],
    platformNamespaces: [],
    external: {},
    platformOwner: 'group:default/platform',
    ...parts,
  };
}

/**
 * A cluster needs its own namespace, one for each object, and one pod: a list
 * of no pods at all would be taken for a lack of rights.
 */
function scaffold(objects: readonly unknown[]): readonly unknown[] {
  const has = (kind: string, name: string) =>
    objects.some(
      object =>
        at(object, 'kind') === kind && at(object, 'metadata', 'name') === name,
    );
  const namespaces = new Set([
    HOME,
    ...objects.flatMap(
      object => word(at(object, 'metadata', 'namespace')) ?? [],
    ),
  ]);
  return [
    ...[...namespaces]
      .filter(name => !has('Namespace', name))
      .map(name => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          uid: name === HOME ? TEST_CLUSTER.uid : `${name}-uid`,
          creationTimestamp: '2026-01-01T00:00:00Z',
        },
      })),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'finished', namespace: HOME },
      status: { phase: 'Succeeded' },
    },
  ];
}

/**
 * Collects raw Kubernetes objects as a scan does.
 *
 * @public
 */
export async function collectObjects(
  checks: readonly AnyCheck[],
  objects: readonly unknown[],
  options: JudgeOneOptions = {},
): Promise<Collected> {
  const collected = await collectInventory({
    reader: inMemoryReader([...objects, ...scaffold(objects)], {
      forbidden: options.forbidden,
      version: options.version,
      metrics: options.metrics,
    }),
    reads: collectReads(checks),
    checks,
    now: timeOf(options),
  });
  const { liveRules } = options;
  const signals = { ...options.signals, ...(liveRules && { liveRules }) };
  const connected = new Map<string, readonly unknown[]>(
    Object.entries(signals),
  );
  return {
    ...collected,
    inventory: { ...collected.inventory, ...signals },
    sources: collected.sources.map(source => {
      const said = connected.get(source.key);
      return {
        ...source,
        ...(said && { state: 'ok' as const, count: said.length }),
        ...options.sources?.[source.key],
      };
    }),
  };
}

/**
 * Collects and judges raw Kubernetes objects with one or more checks.
 *
 * @public
 */
export async function scanObjects(
  checks: readonly AnyCheck[],
  objects: readonly unknown[],
  options: JudgeOneOptions = {},
): Promise<ScanResult> {
  const { cluster, inventory, sources } = await collectObjects(
    checks,
    objects,
    options,
  );
  const { params } = options;
  return judgeInventory({
    cluster: {
      name: options.clusterName ?? TEST_CLUSTER.name,
      uid: cluster.uid,
      version: cluster.version,
      environment: options.environment ?? 'prod',
    },
    inventory,
    sources,
    checks,
    rulesetVersion: 'test',
    config: buildRuleConfig({
      checks: Object.fromEntries(
        checks.map(({ id }) => [
          id,
          { ...options.checks?.[id], ...(params && { params }) },
        ]),
      ),
      responsible: options.responsible,
      thresholds: options.thresholds ?? {},
      exceptions: options.exceptions ?? [],
      external: options.external ?? {},
      costs: options.costs,
      platformNamespaces: options.platformNamespaces ?? [],
      systemNamespaces: options.systemNamespaces ?? [],
    }),
    entities: (options.entities ?? []).map(buildEntity),
    evidence: options.evidence ?? [],
    knownSubjects: options.knownSubjects ?? [],
    now: timeOf(options),
  });
}

/**
 * The verdicts of one check on raw Kubernetes objects, projected and folded as
 * a scan does it. Namespaces of the objects exist without being listed;
 * verdicts on `kube-system` are left out unless an object lies there.
 *
 * @public
 */
export async function judgeOne(
  check: AnyCheck,
  objects: readonly unknown[],
  options: JudgeOneOptions = {},
): Promise<readonly Verdict[]> {
  const { verdicts } = await scanObjects([check], objects, options);
  const isHomeWanted = objects.some(
    object =>
      at(object, 'metadata', 'namespace') === HOME ||
      at(object, 'metadata', 'name') === HOME,
  );
  return verdicts.filter(
    ({ subject }) => isHomeWanted || subject.namespace !== HOME,
  );
}

function timeOf({ now = NOW }: JudgeOneOptions): number {
  return typeof now === 'string' ? Date.parse(now) : now;
}
