import type { ServiceObject, ServicePort } from '../inventory/objects';
import { at, flag, items, number, text, textMap, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta, SCRAPE_ANNOTATIONS } from './metadata';

const EXTERNAL_TYPES = ['LoadBalancer', 'NodePort'];

function servicePort(raw: unknown): readonly ServicePort[] {
  const port = number(at(raw, 'port'));
  if (port === undefined) return [];
  return [
    {
      name: word(at(raw, 'name')),
      port,
      targetPort: word(at(raw, 'targetPort')) ?? String(port),
    },
  ];
}

export const services = defineKind<ServiceObject>({
  group: '',
  resource: 'services',
  kind: 'Service',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => {
    const selector = textMap(at(raw, 'spec', 'selector'));
    return {
      ...objectMeta(raw, SCRAPE_ANNOTATIONS),
      ...(Object.keys(selector).length > 0 && { selector }),
      external:
        EXTERNAL_TYPES.includes(text(at(raw, 'spec', 'type')) ?? '') ||
        items(at(raw, 'spec', 'externalIPs')).length > 0,
      loadBalancer: at(raw, 'spec', 'type') === 'LoadBalancer',
      headless: at(raw, 'spec', 'clusterIP') === 'None',
      publishesNotReady:
        flag(at(raw, 'spec', 'publishNotReadyAddresses')) ?? false,
      ports: items(at(raw, 'spec', 'ports')).flatMap(servicePort),
    };
  },
});
