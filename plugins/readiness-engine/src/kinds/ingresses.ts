import type { IngressObject } from '../inventory/folded';
import { at, items, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

function services(raw: unknown): readonly string[] {
  const paths = items(at(raw, 'spec', 'rules')).flatMap(rule =>
    items(at(rule, 'http', 'paths')),
  );
  const backends = [
    at(raw, 'spec', 'defaultBackend'),
    ...paths.map(path => at(path, 'backend')),
  ];
  const names = backends.flatMap(
    backend => word(at(backend, 'service', 'name')) ?? [],
  );
  return [...new Set(names)].sort();
}

export const ingresses = defineKind<IngressObject>({
  group: 'networking.k8s.io',
  resource: 'ingresses',
  kind: 'Ingress',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => ({ ...objectMeta(raw), services: services(raw) }),
});
