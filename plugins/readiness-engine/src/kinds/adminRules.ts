import type { AdminPolicyObject, TrafficRules } from '../inventory/objects';
import { at, fields, items, text, texts } from './fields';
import { labelSelector, objectMeta } from './metadata';
import { isEmptyList, isEverywhere, NO_RULES } from './traffic';

const isEmptySelector = (selector: unknown) =>
  typeof selector === 'object' &&
  selector !== null &&
  Object.keys(fields(selector)).length === 0;

/** Callers are pods of the cluster: no rule speaks of others. */
const isAnyPod = (peer: unknown) =>
  isEmptySelector(at(peer, 'namespaces')) ||
  (isEmptySelector(at(peer, 'pods', 'namespaceSelector')) &&
    isEmptySelector(at(peer, 'pods', 'podSelector')));

const isAnyNetwork = (peer: unknown) =>
  texts(at(peer, 'networks')).some(isEverywhere);

/** The first rule for everything decides. */
function rules(spec: unknown, direction: 'ingress' | 'egress'): TrafficRules {
  const [peers, isAnyPeer] =
    direction === 'ingress'
      ? (['from', isAnyPod] as const)
      : (['to', isAnyNetwork] as const);
  const [action] = items(at(spec, direction))
    .filter(
      rule =>
        isEmptyList(at(rule, 'ports')) &&
        isEmptyList(at(rule, 'protocols')) &&
        items(at(rule, peers)).some(isAnyPeer),
    )
    .map(rule => text(at(rule, 'action')));
  return {
    ...NO_RULES,
    allowsAll: action === 'Allow' || action === 'Accept',
    deniesAll: action === 'Deny',
    passesAll: action === 'Pass',
  };
}

/** A policy over namespaces; unlike a NetworkPolicy it isolates nothing by itself. */
export function adminPolicy(
  raw: unknown,
  isBaseline: (spec: unknown) => boolean,
): AdminPolicyObject {
  const spec = at(raw, 'spec');
  const subject = at(spec, 'subject');
  const pods = at(subject, 'pods');
  return {
    ...objectMeta(raw),
    baseline: isBaseline(spec),
    namespaceSelector: labelSelector(
      at(subject, 'namespaces') ?? at(pods, 'namespaceSelector'),
    ),
    podSelector: labelSelector(at(pods, 'podSelector')) ?? {},
    ingress: rules(spec, 'ingress'),
    egress: rules(spec, 'egress'),
  };
}
