/**
 * How far an order between two fix keys reaches: tasks of the same namespace,
 * of the same owner, or of the same cluster.
 *
 * @public
 */
export type EdgeReach = 'namespace' | 'owner' | 'cluster';

/** One hard edge of `catalogue/60` C.4. @public */
export interface FixKeyEdge {
  before: string;
  after: string;
  within: EdgeReach;
  why: string;
}

function edges(
  before: readonly string[],
  after: readonly string[],
  within: EdgeReach,
  why: string,
): FixKeyEdge[] {
  return before.flatMap(b =>
    after.map(a => ({ before: b, after: a, within, why })),
  );
}

const DRAIN = 'drains must be safe';
const LEAK = 'moving a leaked secret without rotating it fixes nothing';
const POLICY =
  'policy without a CNI is theatre; deny before allow is an outage';
const ALERT =
  'an alert needs data, a receiver and a runbook before it is drilled';
const BACKUP = 'a restore needs a complete, successful backup';
const REQUESTS =
  'quota rejects pods without requests; scaling is computed from them';

/**
 * What has to come first, as data (`catalogue/60` C.4). "Grant reads" and
 * "connect" are not here: what they open is named by their finding (`hides`).
 *
 * @public
 */
export const FIX_KEY_EDGES: readonly FixKeyEdge[] = [
  ...edges(
    ['ns-psa-warn'],
    ['harden-pod-template'],
    'namespace',
    'see violations first',
  ),
  ...edges(
    ['harden-pod-template'],
    ['ns-psa-enforce'],
    'namespace',
    'otherwise the next restart does not come back',
  ),
  ...edges(
    ['ns-psa-enforce'],
    ['pss-denial-drill'],
    'cluster',
    'only what is enforced can be seen to deny',
  ),
  ...edges(['workload-resources'], ['ns-guardrails'], 'namespace', REQUESTS),
  ...edges(['ns-guardrails'], ['hpa'], 'namespace', REQUESTS),
  ...edges(['hpa'], ['scale-drill'], 'cluster', REQUESTS),
  ...edges(
    ['scale-drill'],
    ['spot-placement'],
    'cluster',
    'spot capacity comes and goes',
  ),
  ...edges(
    ['pdb', 'ha-replicas', 'ha-spread'],
    [
      'scale-drill',
      'node-drill',
      'cluster-upgrade',
      'spot-pool',
      'spot-placement',
      'spot-safety',
      'spot-drill',
    ],
    'cluster',
    DRAIN,
  ),
  ...edges(
    ['secret-manager-install'],
    ['secret-to-manager'],
    'cluster',
    'there is nowhere to move it',
  ),
  ...edges(['secret-to-manager'], ['secret-rotate'], 'namespace', LEAK),
  ...edges(['secret-rotate'], ['secret-rotation'], 'namespace', LEAK),
  ...edges(['cni-policy'], ['netpol-allow'], 'cluster', POLICY),
  ...edges(['netpol-allow'], ['netpol-deny'], 'namespace', POLICY),
  ...edges(['workload-metrics'], ['slo', 'service-alerts'], 'namespace', ALERT),
  ...edges(['metrics-retention'], ['slo', 'service-alerts'], 'cluster', ALERT),
  ...edges(['slo', 'service-alerts'], ['alert-routing'], 'owner', ALERT),
  ...edges(['alert-routing'], ['runbooks'], 'owner', ALERT),
  ...edges(['runbooks'], ['deadman'], 'owner', ALERT),
  ...edges(['deadman'], ['alert-drill'], 'cluster', ALERT),
  ...edges(
    ['backup-install', 'backup-storage'],
    ['backup-schedule'],
    'cluster',
    BACKUP,
  ),
  ...edges(['backup-schedule'], ['backup-volumes'], 'namespace', BACKUP),
  ...edges(['backup-volumes'], ['backup-run'], 'namespace', BACKUP),
  ...edges(['backup-run'], ['restore-drill'], 'namespace', BACKUP),
  ...edges(['restore-drill'], ['failover-drill'], 'cluster', BACKUP),
  ...edges(
    ['key-escrow'],
    ['restore-drill'],
    'cluster',
    'otherwise it fails for the known reason',
  ),
  ...edges(
    ['gitops-adopt', 'cluster-iac'],
    ['rebuild-drill'],
    'cluster',
    'only what is in code can be rebuilt from it',
  ),
  ...edges(
    ['rebuild-drill'],
    ['failover-drill'],
    'cluster',
    'a second region is built the same way',
  ),
  ...edges(
    ['ci-scan'],
    ['image-upgrade'],
    'owner',
    'otherwise the next build brings it back',
  ),
  ...edges(
    ['image-upgrade'],
    ['image-admission'],
    'cluster',
    'otherwise running images are refused',
  ),
  ...edges(
    ['admission-ha'],
    ['image-admission'],
    'cluster',
    'a single-replica webhook that fails closed is an outage',
  ),
];

/** These reject what was accepted before: they need seven clean days (C.5). @public */
export const ENFORCING_FIX_KEYS: readonly string[] = [
  'ns-psa-enforce',
  'netpol-deny',
  'image-admission',
];

/**
 * Fix keys in an order that respects the edges.
 *
 * @throws Error naming the fix keys of a cycle
 * @public
 */
export function assertAcyclic(
  rows: readonly Pick<FixKeyEdge, 'before' | 'after'>[],
): readonly string[] {
  const open = new Map<string, Set<string>>();
  for (const { before, after } of rows) {
    if (!open.has(before)) open.set(before, new Set());
    open.set(after, (open.get(after) ?? new Set()).add(before));
  }
  const order: string[] = [];
  while (open.size > 0) {
    const free = [...open].filter(([, before]) => before.size === 0);
    if (free.length === 0) {
      throw new Error(
        `The order of fixes has a cycle among: ${[...open.keys()].join(', ')}`,
      );
    }
    for (const [key] of free) {
      order.push(key);
      open.delete(key);
      for (const before of open.values()) before.delete(key);
    }
  }
  return order;
}

const REACHES: readonly EdgeReach[] = ['namespace', 'owner', 'cluster'];
const wider = (a: EdgeReach, b: EdgeReach): EdgeReach =>
  REACHES.indexOf(a) > REACHES.indexOf(b) ? a : b;

/**
 * For each fix key everything that has to come before it, with the reach of
 * the order: also over keys that have no task of their own, with the widest
 * reach on the way.
 *
 * @public
 */
export function predecessorsOf(
  rows: readonly FixKeyEdge[],
): ReadonlyMap<string, ReadonlyMap<string, EdgeReach>> {
  const all = new Map<string, Map<string, EdgeReach>>();
  for (const key of assertAcyclic(rows)) {
    const mine = new Map<string, EdgeReach>();
    const add = (before: string, within: EdgeReach) => {
      const known = mine.get(before);
      mine.set(before, known ? wider(known, within) : within);
    };
    for (const { before, within } of rows.filter(r => r.after === key)) {
      add(before, within);
      for (const [earlier, reach] of all.get(before) ?? []) {
        add(earlier, wider(reach, within));
      }
    }
    all.set(key, mine);
  }
  return all;
}

/** The closure of {@link FIX_KEY_EDGES}; building it checks them for cycles. */
export const FIX_KEY_PREDECESSORS = predecessorsOf(FIX_KEY_EDGES);
