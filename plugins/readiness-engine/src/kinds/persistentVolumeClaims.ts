import type { ClaimObject } from '../inventory/objects';
import { at, texts, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

function dataSource(raw: unknown): ClaimObject['dataSource'] {
  const source =
    at(raw, 'spec', 'dataSourceRef') ?? at(raw, 'spec', 'dataSource');
  const kind = word(at(source, 'kind'));
  const name = word(at(source, 'name'));
  return kind && name ? { kind, name } : undefined;
}

export const persistentVolumeClaims = defineKind<ClaimObject>({
  group: '',
  resource: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw, ['readiness.io/data', 'helm.sh/resource-policy']),
    storageClassName: word(at(raw, 'spec', 'storageClassName')),
    phase: word(at(raw, 'status', 'phase')),
    accessModes: texts(at(raw, 'spec', 'accessModes')),
    volumeName: word(at(raw, 'spec', 'volumeName')),
    capacity: word(at(raw, 'status', 'capacity', 'storage')),
    dataSource: dataSource(raw),
  }),
});
