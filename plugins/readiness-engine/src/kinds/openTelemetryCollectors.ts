import { parse } from 'yaml';
import type { CollectorObject } from '../inventory/objects';
import { at, fields, text, texts, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** `otlp/tempo` is a component of type `otlp`. */
const typeOf = (component: string) => component.split('/')[0];

/** Since v1beta1 an object, before that a text. */
function configuration(raw: unknown): unknown {
  const written = text(raw);
  if (written === undefined) return raw;
  try {
    return parse(written);
  } catch {
    return undefined;
  }
}

/**
 * Exporters carry addresses and tokens: of the configuration only the types of
 * receivers and exporters in its pipelines are kept.
 */
export const openTelemetryCollectors = defineKind<CollectorObject>({
  group: 'opentelemetry.io',
  resource: 'opentelemetrycollectors',
  kind: 'OpenTelemetryCollector',
  namespaced: true,
  versions: ['v1beta1', 'v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const config = configuration(at(raw, 'spec', 'config'));
    const pipelines = Object.entries(
      fields(at(config, 'service', 'pipelines')),
    );
    return {
      ...objectMeta(raw),
      mode: word(at(raw, 'spec', 'mode')) ?? 'deployment',
      receivers: [
        ...new Set(
          pipelines.flatMap(([, pipeline]) =>
            texts(at(pipeline, 'receivers')).map(typeOf),
          ),
        ),
      ],
      pipelines: pipelines.map(([name, pipeline]) => ({
        signal: typeOf(name),
        exporters: texts(at(pipeline, 'exporters')).map(typeOf),
      })),
      parsed: pipelines.length > 0,
    };
  },
});
