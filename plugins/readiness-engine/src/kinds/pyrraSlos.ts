import type { SloObject } from '../inventory/objects';
import { at, fields, flag, number, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** `ratio`, `latency`, `latencyNative` and `bool_gauge` hold their metrics alike. */
function queries(raw: unknown): readonly string[] {
  return Object.values(fields(at(raw, 'spec', 'indicator'))).flatMap(
    indicator =>
      [
        word(at(indicator, 'metric')),
        ...Object.values(fields(indicator)).map(part =>
          word(at(part, 'metric')),
        ),
      ].flatMap(metric => metric ?? []),
  );
}

export const pyrraSlos = defineKind<SloObject>({
  group: 'pyrra.dev',
  resource: 'servicelevelobjectives',
  kind: 'ServiceLevelObjective',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    queries: queries(raw),
    alerting: flag(at(raw, 'spec', 'alerting', 'disabled')) !== true,
    objectives: [number(at(raw, 'spec', 'target'))].flatMap(
      target => target ?? [],
    ),
    // The operator writes what it made of the objective: rules or a ConfigMap.
    generated: word(at(raw, 'status', 'type')) !== undefined,
  }),
});
