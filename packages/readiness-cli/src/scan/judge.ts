import {
  RULESET_VERSION,
  shippedExceptions,
} from '@readiness/backstage-plugin-readiness-checks';
import {
  type Collected,
  DEFAULT_NAMESPACES,
  judgeInventory,
  type JudgeOptions,
  type ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';

/**
 * Judges by the rules as they are shipped. Without a portal there are no
 * entities, no evidence and no configuration; where nothing says otherwise,
 * a namespace is one of production.
 */
export function judge(
  collected: Collected,
  options: Pick<JudgeOptions, 'checks' | 'now' | 'origin' | 'flaws'> & {
    name: string;
  },
): ScanResult {
  const { name, ...rest } = options;
  return judgeInventory({
    ...rest,
    cluster: { ...collected.cluster, name, environment: 'prod' },
    inventory: collected.inventory,
    sources: collected.sources,
    rulesetVersion: RULESET_VERSION,
    config: {
      checks: {},
      thresholds: {},
      exceptions: shippedExceptions,
      systemNamespaces: DEFAULT_NAMESPACES.system,
      platformNamespaces: DEFAULT_NAMESPACES.platform,
      external: {},
      platformOwner: 'group:default/platform',
    },
    entities: [],
    evidence: [],
    knownSubjects: [],
  });
}
