import type { ServiceObject } from '../inventory/folded';
import { at, items, text, textMap } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

const EXTERNAL_TYPES = ['LoadBalancer', 'NodePort'];

export const services = defineKind<ServiceObject>({
  group: '',
  resource: 'services',
  kind: 'Service',
  namespaced: true,
  versions: ['v1'],
  project: raw => {
    const selector = textMap(at(raw, 'spec', 'selector'));
    return {
      ...objectMeta(raw),
      ...(Object.keys(selector).length > 0 && { selector }),
      external:
        EXTERNAL_TYPES.includes(text(at(raw, 'spec', 'type')) ?? '') ||
        items(at(raw, 'spec', 'externalIPs')).length > 0,
    };
  },
});
