import type { MonitorObject, MonitorSelection } from '../inventory/objects';
import { at, flag, items, texts, word } from './fields';
import { labelSelector, objectMeta } from './metadata';

/** The selectors by which a scraper asks for monitor objects. */
export function monitorSelection(
  spec: unknown,
  names: { service: string; pod: string } = {
    service: 'serviceMonitor',
    pod: 'podMonitor',
  },
): MonitorSelection {
  const selector = (field: string) => labelSelector(at(spec, field));
  return {
    serviceMonitorSelector: selector(`${names.service}Selector`),
    serviceMonitorNamespaceSelector: selector(
      `${names.service}NamespaceSelector`,
    ),
    podMonitorSelector: selector(`${names.pod}Selector`),
    podMonitorNamespaceSelector: selector(`${names.pod}NamespaceSelector`),
  };
}

/** A monitor whose endpoints stand under this field. */
export function monitor(raw: unknown, endpoints: string): MonitorObject {
  const spec = at(raw, 'spec');
  return {
    ...objectMeta(raw),
    selector: labelSelector(at(spec, 'selector')),
    namespaceSelector: {
      any: flag(at(spec, 'namespaceSelector', 'any')) ?? false,
      names: texts(at(spec, 'namespaceSelector', 'matchNames')),
    },
    endpoints: items(at(spec, endpoints)).map(endpoint => ({
      port: word(at(endpoint, 'port')),
      targetPort: word(at(endpoint, 'targetPort')),
    })),
  };
}
