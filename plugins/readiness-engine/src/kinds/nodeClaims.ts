import type { NodeClaimObject } from '../inventory/objects';
import { at, time, word } from './fields';
import { defineKind } from './Kind';
import { condition, objectMeta } from './metadata';

/** What has to become true of a claim, one after the other. */
const STEPS = ['Launched', 'Registered', 'Initialized'] as const;

/**
 * A step that goes wrong is `Unknown` far more often than `False`: Karpenter
 * says `False` only of what it gave up.
 */
function pending(raw: unknown): NodeClaimObject['pending'] {
  return STEPS.flatMap(type => {
    const found = condition(raw, type);
    return at(found, 'status') === 'True'
      ? []
      : [
          {
            type,
            reason: word(at(found, 'reason')),
            since: time(at(found, 'lastTransitionTime')),
          },
        ];
  });
}

export const nodeClaims = defineKind<NodeClaimObject>({
  group: 'karpenter.sh',
  resource: 'nodeclaims',
  kind: 'NodeClaim',
  namespaced: false,
  versions: ['v1'],
  project: raw => {
    const meta = objectMeta(raw);
    return {
      ...meta,
      pool: meta.labels['karpenter.sh/nodepool'] || undefined,
      pending: pending(raw),
      deleting: at(raw, 'metadata', 'deletionTimestamp') !== undefined,
    };
  },
});
