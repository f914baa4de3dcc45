import type { NodePoolObject } from '../inventory/objects';
import { at, number, textMap, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta, PROVENANCE_ANNOTATIONS } from './metadata';

export const nodePools = defineKind<NodePoolObject>({
  group: 'karpenter.sh',
  resource: 'nodepools',
  kind: 'NodePool',
  namespaced: false,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw, PROVENANCE_ANNOTATIONS),
    limits: textMap(at(raw, 'spec', 'limits')),
    nodeClassGroup: word(
      at(raw, 'spec', 'template', 'spec', 'nodeClassRef', 'group'),
    ),
    // A pool with `replicas` keeps a fixed number of nodes.
    static: number(at(raw, 'spec', 'replicas')) !== undefined,
  }),
});
