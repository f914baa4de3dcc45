import type { CiliumPolicyObject, TrafficRules } from '../inventory/objects';
import { at, fields, flag, items, texts } from './fields';
import { labelSelector, objectMeta } from './metadata';
import { isEmptyList, NO_RULES } from './traffic';

/** `all`, or what together is all. */
const isAnybody = (entities: readonly string[]) =>
  entities.includes('all') ||
  (entities.includes('world') && entities.includes('cluster'));

const coversAll = (peers: string) => (rule: unknown) =>
  isEmptyList(at(rule, 'toPorts')) &&
  isEmptyList(at(rule, 'icmps')) &&
  isAnybody(texts(at(rule, peers)));

function rules(spec: unknown, direction: 'ingress' | 'egress'): TrafficRules {
  const allowed = items(at(spec, direction));
  const denied = items(at(spec, `${direction}Deny`));
  const peers = direction === 'ingress' ? 'fromEntities' : 'toEntities';
  return {
    ...NO_RULES,
    isolates:
      flag(at(spec, 'enableDefaultDeny', direction)) ??
      allowed.length + denied.length > 0,
    allowsAll: allowed.some(coversAll(peers)),
    deniesAll: denied.some(coversAll(peers)),
  };
}

/** A policy without its rules for nodes, which are about no pod. */
export function ciliumPolicy(raw: unknown): CiliumPolicyObject {
  const specs = [at(raw, 'spec'), ...items(at(raw, 'specs'))];
  return {
    ...objectMeta(raw),
    rules: specs
      .filter(spec => Object.hasOwn(fields(spec), 'endpointSelector'))
      .map(spec => ({
        endpointSelector: labelSelector(at(spec, 'endpointSelector')) ?? {},
        ingress: rules(spec, 'ingress'),
        egress: rules(spec, 'egress'),
      })),
  };
}
