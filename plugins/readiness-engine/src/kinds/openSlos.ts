import type { SloObject } from '../inventory/objects';
import { at, fields, items, number, text, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** Texts of the queries of an indicator, whatever its source calls them. */
function queries(raw: unknown, depth = 0): readonly string[] {
  if (depth > 6) return [];
  return Object.entries(fields(raw)).flatMap(([key, value]) =>
    key === 'query' || key === 'promql'
      ? word(value) ?? []
      : queries(value, depth + 1),
  );
}

function percent(objective: unknown): number | undefined {
  const ratio = number(at(objective, 'target'));
  return ratio === undefined
    ? number(at(objective, 'targetPercent'))
    : ratio * 100;
}

export const openSlos = defineKind<SloObject>({
  group: 'openslo.com',
  resource: 'slos',
  kind: 'SLO',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const spec = at(raw, 'spec');
    return {
      ...objectMeta(raw),
      service: text(at(spec, 'service')),
      queries: queries(at(spec, 'indicator')),
      alerting: items(at(spec, 'alertPolicies')).length > 0,
      objectives: items(at(spec, 'objectives')).flatMap(
        objective => percent(objective) ?? [],
      ),
    };
  },
});
