import type { Config } from '@backstage/config';
import {
  matchingRuleProblem,
  type MatchingRule,
} from '@readiness/backstage-plugin-readiness-engine';
import { ConfigError, refuseOtherKeys, textOf } from './values';

const KEYS = [
  'entities',
  'kind',
  'type',
  'cluster',
  'namespace',
  'labelSelector',
];

function readRule(item: Config, index: number): MatchingRule {
  const key = `readiness.matching[${index}]`;
  refuseOtherKeys(key, item, KEYS);
  const text = (name: string) => {
    const value = item.getOptionalString(name);
    return value === undefined ? undefined : textOf(`${key}.${name}`, value);
  };
  const rule: MatchingRule = {
    // Refs are in lower case everywhere.
    entities: text('entities')?.toLocaleLowerCase('en-US'),
    kind: text('kind'),
    type: text('type'),
    cluster: text('cluster'),
    namespace: text('namespace'),
    labelSelector: item.getString('labelSelector'),
  };
  const wrong = matchingRuleProblem(rule);
  if (wrong) throw new ConfigError(`${key}.${wrong.key}`, wrong.problem);
  return rule;
}

/** `readiness.matching`: for entities that do not name their workloads (D2). */
export function readMatchingRules(config: Config | undefined): MatchingRule[] {
  return (config?.getOptionalConfigArray('matching') ?? []).map(readRule);
}
