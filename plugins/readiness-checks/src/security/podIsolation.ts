import type { TrafficRules } from '@readiness/backstage-plugin-readiness-engine';
import type { PolicyEffect } from './networkPolicies';

export type Direction = 'ingress' | 'egress';

export interface Isolation {
  state: 'isolated' | 'open' | 'unknown';
  /** The policies that open it, or about which nothing can be told. */
  by: readonly string[];
}

const ISOLATED: Isolation = { state: 'isolated', by: [] };

const titles = (effects: readonly PolicyEffect[]) => [
  ...new Set(effects.map(({ title }) => title)),
];

/** Rules for everything, where their order is not known to matter. */
function byAllRules(
  effects: readonly PolicyEffect[],
  direction: Direction,
): Isolation | undefined {
  const those = (...rules: readonly (keyof TrafficRules)[]) =>
    effects.filter(effect => rules.some(rule => effect[direction][rule]));
  const denying = those('deniesAll');
  const allowing = those('allowsAll');
  if (denying.some(({ denyWins }) => denyWins)) return ISOLATED;
  const others = those('allowsAll', 'passesAll');
  if (denying.length > 0) {
    return others.length > 0
      ? { state: 'unknown', by: titles([...denying, ...others]) }
      : ISOLATED;
  }
  if (those('passesAll').length > 0 && allowing.length > 0) {
    return { state: 'unknown', by: titles(others) };
  }
  return allowing.length > 0
    ? { state: 'open', by: titles(allowing) }
    : undefined;
}

const passing = (effects: readonly PolicyEffect[], direction: Direction) =>
  effects.filter(effect => effect[direction].passesAll);

/** What the tiers say one after the other; the first that decides does. */
function decided(
  effects: readonly PolicyEffect[],
  direction: Direction,
): Isolation {
  const inTier = (tier: PolicyEffect['tier']) =>
    effects.filter(effect => effect.tier === tier);
  const normal = inTier('normal');
  const byAdmin = byAllRules(inTier('admin'), direction);
  if (byAdmin) return byAdmin;
  const byNormal = byAllRules(normal, direction);
  if (byNormal) return byNormal;
  const passed = passing(normal, direction);
  if (passed.length > 0) return { state: 'unknown', by: titles(passed) };
  if (normal.some(effect => effect[direction].isolates)) return ISOLATED;
  return byAllRules(inTier('baseline'), direction) ?? { state: 'open', by: [] };
}

/**
 * Whether a pod is cut off in one direction but for what is allowed by name.
 * Where it hangs on a policy of which nobody can tell whether it selects the
 * pod, that is unknown.
 */
export function isolation(
  effects: readonly PolicyEffect[],
  direction: Direction,
): Isolation {
  const sure = decided(
    effects.filter(({ selects }) => selects),
    direction,
  );
  const all = decided(effects, direction);
  return sure.state === all.state
    ? sure
    : {
        state: 'unknown',
        by: titles(effects.filter(({ selects }) => selects === undefined)),
      };
}
