import type { NetworkPolicyObject, TrafficRules } from '../inventory/objects';
import { at, fields, items, texts } from './fields';
import { defineKind } from './Kind';
import { labelSelector, objectMeta } from './metadata';
import { isEmptyList, isEverywhere, NO_RULES } from './traffic';

function isAnyPeer(peer: unknown): boolean {
  const block = at(peer, 'ipBlock');
  return block === undefined
    ? Object.keys(fields(peer)).length === 0
    : isEverywhere(at(block, 'cidr')) && isEmptyList(at(block, 'except'));
}

/** A rule without ports and without peers, or with any peer, allows everything. */
const allowsAll = (peers: string) => (rule: unknown) =>
  isEmptyList(at(rule, 'ports')) &&
  (isEmptyList(at(rule, peers)) || items(at(rule, peers)).some(isAnyPeer));

function rules(
  spec: unknown,
  direction: 'ingress' | 'egress',
  applies: boolean,
): TrafficRules {
  if (!applies) return NO_RULES;
  const peers = direction === 'ingress' ? 'from' : 'to';
  return {
    ...NO_RULES,
    isolates: true,
    allowsAll: items(at(spec, direction)).some(allowsAll(peers)),
  };
}

export const networkPolicies = defineKind<NetworkPolicyObject>({
  group: 'networking.k8s.io',
  resource: 'networkpolicies',
  kind: 'NetworkPolicy',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v1'],
  project: raw => {
    const spec = at(raw, 'spec');
    const types = texts(at(spec, 'policyTypes'));
    const applies = (type: string, otherwise: boolean) =>
      types.length > 0 ? types.includes(type) : otherwise;
    return {
      ...objectMeta(raw),
      podSelector: labelSelector(at(spec, 'podSelector')) ?? {},
      ingress: rules(spec, 'ingress', applies('Ingress', true)),
      egress: rules(
        spec,
        'egress',
        applies('Egress', !isEmptyList(at(spec, 'egress'))),
      ),
    };
  },
});
