import type { VolumeObject } from '../inventory/objects';
import { at, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

function claim(raw: unknown): VolumeObject['claim'] {
  const namespace = word(at(raw, 'spec', 'claimRef', 'namespace'));
  const name = word(at(raw, 'spec', 'claimRef', 'name'));
  return namespace && name ? { namespace, name } : undefined;
}

export const persistentVolumes = defineKind<VolumeObject>({
  group: '',
  resource: 'persistentvolumes',
  kind: 'PersistentVolume',
  namespaced: false,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    reclaimPolicy: word(at(raw, 'spec', 'persistentVolumeReclaimPolicy')),
    claim: claim(raw),
    capacity: word(at(raw, 'spec', 'capacity', 'storage')),
    phase: word(at(raw, 'status', 'phase')),
    phaseSince: time(at(raw, 'status', 'lastPhaseTransitionTime')),
  }),
});
