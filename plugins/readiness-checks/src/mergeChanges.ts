import type { YamlMap, YamlValue } from './toYaml';

const isMap = (value: YamlValue | undefined): value is YamlMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: YamlValue | undefined): value is readonly YamlValue[] =>
  Array.isArray(value);

function merged(before: YamlValue | undefined, after: YamlValue): YamlValue {
  if (isMap(before) && isMap(after)) return mergeChanges([before, after]);
  return isList(before) && isList(after) ? [...before, ...after] : after;
}

/** One change out of several: maps merge, lists are joined, the last word wins. */
export function mergeChanges(changes: readonly YamlMap[]): YamlMap {
  const result: Record<string, YamlValue> = {};
  for (const change of changes) {
    for (const [key, value] of Object.entries(change)) {
      result[key] = merged(result[key], value);
    }
  }
  return result;
}
