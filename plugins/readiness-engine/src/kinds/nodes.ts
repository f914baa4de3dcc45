import type { NodeObject } from '../inventory/objects';
import { at, items, text, textMap, word } from './fields';
import { defineKind } from './Kind';
import { condition, objectMeta } from './metadata';

export const nodes = defineKind<NodeObject>({
  group: '',
  resource: 'nodes',
  kind: 'Node',
  namespaced: false,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw, ['cluster.x-k8s.io/cluster-name']),
    providerId: word(at(raw, 'spec', 'providerID')),
    ready: at(condition(raw, 'Ready'), 'status') === 'True',
    kubeletVersion: word(at(raw, 'status', 'nodeInfo', 'kubeletVersion')),
    osImage: word(at(raw, 'status', 'nodeInfo', 'osImage')),
    containerRuntimeVersion: word(
      at(raw, 'status', 'nodeInfo', 'containerRuntimeVersion'),
    ),
    os: word(at(raw, 'status', 'nodeInfo', 'operatingSystem')),
    allocatable: textMap(at(raw, 'status', 'allocatable')),
    taints: items(at(raw, 'spec', 'taints')).map(taint => ({
      key: text(at(taint, 'key')) ?? '',
      value: text(at(taint, 'value')),
      effect: text(at(taint, 'effect')) ?? '',
    })),
  }),
});
