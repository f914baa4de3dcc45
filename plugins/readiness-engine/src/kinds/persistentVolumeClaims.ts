import type { ClaimObject } from '../inventory/objects';
import { at, word } from './fields';
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
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw, ['readiness.io/data']),
    storageClassName: word(at(raw, 'spec', 'storageClassName')),
    phase: word(at(raw, 'status', 'phase')),
    dataSource: dataSource(raw),
  }),
});
