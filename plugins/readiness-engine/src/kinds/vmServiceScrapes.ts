import type { MonitorObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { monitor } from './monitorSelection';

export const vmServiceScrapes = defineKind<MonitorObject>({
  group: 'operator.victoriametrics.com',
  resource: 'vmservicescrapes',
  kind: 'VMServiceScrape',
  namespaced: true,
  versions: ['v1beta1'],
  reachesOtherNamespaces: true,
  project: raw => monitor(raw, 'endpoints'),
});
