import type { CalicoPolicyObject, TrafficRules } from '../inventory/objects';
import { at, fields, flag, items, text, texts, word } from './fields';
import { objectMeta } from './metadata';
import { isEmptyList, NO_RULES } from './traffic';

/** Fields that say what is done, and not with which traffic. */
const WITHOUT_EFFECT = ['action', 'metadata'];

const isUnconditional = (rule: unknown) =>
  Object.entries(fields(rule)).every(
    ([key, value]) =>
      WITHOUT_EFFECT.includes(key) ||
      value === null ||
      (typeof value === 'object' && Object.keys(fields(value)).length === 0),
  );

/** The first rule without a condition decides; `Log` decides nothing. */
function rules(
  spec: unknown,
  direction: 'ingress' | 'egress',
  applies: boolean,
): TrafficRules {
  if (!applies) return NO_RULES;
  const [action] = items(at(spec, direction))
    .filter(isUnconditional)
    .map(rule => text(at(rule, 'action')))
    .filter(name => name !== 'Log');
  return {
    isolates: true,
    allowsAll: action === 'Allow',
    deniesAll: action === 'Deny',
    passesAll: action === 'Pass',
  };
}

/** Policies that act before the address of a pod is known are about nodes. */
const isForNodes = (spec: unknown) =>
  flag(at(spec, 'preDNAT')) === true || flag(at(spec, 'doNotTrack')) === true;

/** A policy of either scope. */
export function calicoPolicy(raw: unknown): CalicoPolicyObject {
  const spec = at(raw, 'spec');
  const types = texts(at(spec, 'types'));
  const hasEgress = !isEmptyList(at(spec, 'egress'));
  const hasIngress = !isEmptyList(at(spec, 'ingress'));
  const applies = (type: string, otherwise: boolean) =>
    !isForNodes(spec) && (types.length > 0 ? types.includes(type) : otherwise);
  return {
    ...objectMeta(raw),
    selector: word(at(spec, 'selector')),
    namespaceSelector: word(at(spec, 'namespaceSelector')),
    serviceAccountSelector: word(at(spec, 'serviceAccountSelector')),
    tiered: (word(at(spec, 'tier')) ?? 'default') !== 'default',
    ingress: rules(
      spec,
      'ingress',
      applies('Ingress', hasIngress || !hasEgress),
    ),
    egress: rules(spec, 'egress', applies('Egress', hasEgress)),
  };
}
