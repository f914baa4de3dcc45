import type { Effort } from '../vocabulary';

/**
 * One change that fixes the same thing in many places (`catalogue/60` C.2.3):
 * the defaults of a namespace, a shared chart, a shared image, or a policy
 * engine of the cluster.
 *
 * @public
 */
export type LeverKind = 'namespaceDefaults' | 'chart' | 'image' | 'policy';

/** What a finding has in common with others. @public */
export interface SharedSource {
  kind: LeverKind;
  /** The same for everything that the lever reaches. */
  key: string;
  /** What people call it, e.g. `Helm chart service`. */
  title: string;
}

/** What a kind of lever does to one fix key. @public */
export interface LeverRow {
  kind: LeverKind;
  fixKey: string;
  /** The checks whose fail it ends; all of the fix key where absent. */
  checks?: readonly string[];
  /** 1 a full fix, 0.5 turns fail into warn. */
  quality: 1 | 0.5;
  effort: Effort;
  /** The start of the task's title, before the name of the lever. */
  action: string;
}

const chart = (fixKey: string, action: string): LeverRow => ({
  kind: 'chart',
  fixKey,
  quality: 1,
  effort: 'M',
  action,
});

/** One row for each lever of each fix key. @public */
export const LEVERS: readonly LeverRow[] = [
  {
    kind: 'namespaceDefaults',
    fixKey: 'workload-resources',
    // A LimitRange defaults what is absent; it sizes nothing.
    checks: ['cost-requests-set', 'cost-limits-memory'],
    quality: 0.5,
    effort: 'S',
    action: 'Default requests and memory limits by a LimitRange in',
  },
  chart('harden-pod-template', 'Harden the pod template in'),
  chart('workload-resources', 'Set requests and memory limits in'),
  chart('probes', 'Set the probes in'),
  chart('pdb', 'Add a disruption budget to'),
  chart('ha-spread', 'Spread the replicas in'),
  chart('sa-hygiene', 'Use dedicated service accounts in'),
  chart('cost-labels', 'Label for cost allocation in'),
  chart('workload-metrics', 'Expose and scrape metrics in'),
  {
    kind: 'image',
    fixKey: 'image-upgrade',
    quality: 1,
    effort: 'M',
    action: 'Upgrade',
  },
  {
    kind: 'policy',
    fixKey: 'ns-guardrails',
    quality: 1,
    effort: 'M',
    action: 'Generate LimitRange and ResourceQuota by',
  },
  {
    kind: 'policy',
    fixKey: 'ns-psa-warn',
    quality: 1,
    effort: 'M',
    action: 'Label namespaces to warn and audit by',
  },
];

/** A lever as it acts on a finding. @public */
export interface AppliedLever extends LeverRow {
  /** The fix root key of its task. */
  key: string;
  title: string;
}

/**
 * The levers that a finding could be fixed by, from what it has in common with
 * others. What only warns gains nothing from a lever that turns fail into warn.
 *
 * @public
 */
export function leversOf(finding: {
  fixKey: string;
  check: string;
  failing: boolean;
  shared: readonly SharedSource[];
}): AppliedLever[] {
  return finding.shared.flatMap(({ kind, key, title }) =>
    LEVERS.filter(
      row =>
        row.kind === kind &&
        row.fixKey === finding.fixKey &&
        (row.checks?.includes(finding.check) ?? true) &&
        (row.quality === 1 || finding.failing),
    ).map(row => ({ ...row, key: `lever:${kind}:${key}`, title })),
  );
}
