import type { LimitRangeObject } from '../inventory/objects';
import { at, items, text, textMap } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const limitRanges = defineKind<LimitRangeObject>({
  group: '',
  resource: 'limitranges',
  kind: 'LimitRange',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    limits: items(at(raw, 'spec', 'limits')).map(limit => ({
      type: text(at(limit, 'type')) ?? '',
      default: textMap(at(limit, 'default')),
      defaultRequest: textMap(at(limit, 'defaultRequest')),
      max: textMap(at(limit, 'max')),
    })),
  }),
});
