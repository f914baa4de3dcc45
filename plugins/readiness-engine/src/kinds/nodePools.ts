import type { NodePoolObject } from '../inventory/objects';
import { at, items, number, text, textMap, time, word } from './fields';
import { defineKind } from './Kind';
import { condition, objectMeta } from './metadata';
import { nodeRequirement } from './placement';

function requirements(template: unknown): NodePoolObject['requirements'] {
  const labels = textMap(at(template, 'metadata', 'labels'));
  return [
    ...items(at(template, 'spec', 'requirements')).map(nodeRequirement),
    ...Object.entries(labels).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
    })),
  ];
}

function ready(raw: unknown): boolean | undefined {
  const status = at(condition(raw, 'Ready'), 'status');
  return status === undefined ? undefined : status === 'True';
}

function failing(raw: unknown): NodePoolObject['failing'] {
  return items(at(raw, 'status', 'conditions'))
    .filter(entry => at(entry, 'status') === 'False')
    .map(entry => ({
      type: text(at(entry, 'type')) ?? '',
      reason: word(at(entry, 'reason')),
      since: time(at(entry, 'lastTransitionTime')),
    }));
}

export const nodePools = defineKind<NodePoolObject>({
  group: 'karpenter.sh',
  resource: 'nodepools',
  kind: 'NodePool',
  namespaced: false,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    limits: textMap(at(raw, 'spec', 'limits')),
    resources: textMap(at(raw, 'status', 'resources')),
    ready: ready(raw),
    failing: failing(raw),
    requirements: requirements(at(raw, 'spec', 'template')),
    nodeClassGroup: word(
      at(raw, 'spec', 'template', 'spec', 'nodeClassRef', 'group'),
    ),
    // A pool with `replicas` keeps a fixed number of nodes.
    static: number(at(raw, 'spec', 'replicas')) !== undefined,
  }),
});
