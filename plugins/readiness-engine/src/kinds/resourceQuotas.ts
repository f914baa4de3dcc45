import type { ResourceQuotaObject } from '../inventory/objects';
import { at, items, textMap } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const resourceQuotas = defineKind<ResourceQuotaObject>({
  group: '',
  resource: 'resourcequotas',
  kind: 'ResourceQuota',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    hard: textMap(at(raw, 'status', 'hard') ?? at(raw, 'spec', 'hard')),
    used: textMap(at(raw, 'status', 'used')),
    scoped:
      items(at(raw, 'spec', 'scopes')).length > 0 ||
      items(at(raw, 'spec', 'scopeSelector', 'matchExpressions')).length > 0,
  }),
});
