import type { PolicyRule } from '../inventory/objects';
import { at, items, texts } from './fields';

/** `rules` of a Role or ClusterRole. */
export function policyRules(raw: unknown): readonly PolicyRule[] {
  return items(at(raw, 'rules')).map(rule => ({
    apiGroups: texts(at(rule, 'apiGroups')),
    resources: texts(at(rule, 'resources')),
    verbs: texts(at(rule, 'verbs')),
    resourceNames: texts(at(rule, 'resourceNames')),
    nonResourceURLs: texts(at(rule, 'nonResourceURLs')),
  }));
}
