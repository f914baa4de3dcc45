import type { SloObject } from '../inventory/objects';
import { at, flag, items, number, text, word } from './fields';
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

/** What the operator says of the version of the object that it saw last. */
function generated(raw: unknown): boolean | undefined {
  const status = at(raw, 'status');
  const made = flag(at(status, 'promOpRulesGenerated'));
  if (made === undefined) return false;
  const seen = number(at(status, 'observedGeneration'));
  const newest = number(at(raw, 'metadata', 'generation'));
  return made && (seen === undefined || newest === undefined || seen >= newest);
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
      objectives: slos.flatMap(slo => number(at(slo, 'objective')) ?? []),
      generated: generated(raw),
    };
  },
});
