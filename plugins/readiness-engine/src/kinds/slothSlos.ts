import type { SloObject } from '../inventory/objects';
import { at, flag, items, text, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

const QUERY_PATHS = [
  ['raw', 'errorRatioQuery'],
  ['events', 'errorQuery'],
  ['events', 'totalQuery'],
] as const;

function queries(slo: unknown): readonly string[] {
  return QUERY_PATHS.flatMap(path => word(at(slo, 'sli', ...path)) ?? []);
}

function alerts(slo: unknown): boolean {
  return ['pageAlert', 'ticketAlert'].some(
    alert => flag(at(slo, 'alerting', alert, 'disable')) !== true,
  );
}

export const slothSlos = defineKind<SloObject>({
  group: 'sloth.slok.dev',
  resource: 'prometheusservicelevels',
  kind: 'PrometheusServiceLevel',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const slos = items(at(raw, 'spec', 'slos'));
    return {
      ...objectMeta(raw),
      service: text(at(raw, 'spec', 'service')),
      queries: slos.flatMap(queries),
      alerting: slos.some(alerts),
    };
  },
});
