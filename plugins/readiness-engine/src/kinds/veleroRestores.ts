import type { RestoreObject } from '../inventory/objects';
import { at, flag, number, textMap, texts, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const veleroRestores = defineKind<RestoreObject>({
  group: 'velero.io',
  resource: 'restores',
  kind: 'Restore',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    backupName: word(at(raw, 'spec', 'backupName')),
    scheduleName: word(at(raw, 'spec', 'scheduleName')),
    includedNamespaces: texts(at(raw, 'spec', 'includedNamespaces')),
    namespaceMapping: textMap(at(raw, 'spec', 'namespaceMapping')),
    restoreVolumes: flag(at(raw, 'spec', 'restorePVs')),
    phase: word(at(raw, 'status', 'phase')),
    completedAt: time(at(raw, 'status', 'completionTimestamp')),
    errors: number(at(raw, 'status', 'errors')) ?? 0,
    warnings: number(at(raw, 'status', 'warnings')) ?? 0,
  }),
});
