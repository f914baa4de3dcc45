import type { Grant } from './effectiveGrants';
import { powerDoes, powersOf, type PowerId } from './rbacPowers';

/** Rights that give whoever steals the token more than the workload has. */
const RISKY: ReadonlySet<PowerId> = new Set([
  'read-secrets',
  'escalate',
  'bind',
  'write-bindings',
  'impersonate',
  'impersonate-accounts',
  'create-tokens',
  'approve-certificates',
  'change-mutation',
  'change-validation',
  'relabel-namespaces',
  'host-volumes',
  'node-proxy',
]);

/**
 * What these grants allow beyond ordinary work, in words, each once. A right
 * on objects that the rule names is taken for one on the holder's own.
 */
export function riskyRights(grants: readonly Grant[]): readonly string[] {
  const held = grants.flatMap(({ rules = [], namespace }) =>
    powersOf(rules, { clusterWide: namespace === undefined }).filter(
      ({ power, names }) => names === undefined && RISKY.has(power),
    ),
  );
  return [...new Set(held.map(({ power }) => powerDoes(power)))];
}
