import type { InstrumentationObject } from '../inventory/objects';
import { at, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** The address of the exporter may hold a token: only that there is one is kept. */
export const openTelemetryInstrumentations = defineKind<InstrumentationObject>({
  group: 'opentelemetry.io',
  resource: 'instrumentations',
  kind: 'Instrumentation',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    exports: word(at(raw, 'spec', 'exporter', 'endpoint')) !== undefined,
    sampler: word(at(raw, 'spec', 'sampler', 'type')),
  }),
});
