import { type JsonObject, isObject, objectsOf } from '../json';

/** RFC 7386: null deletes, objects merge, anything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

/** Lists that a strategic merge patch merges by a field of their items. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  ports: ['containerPort', 'port'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ownerReferences: ['uid'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  conditions: ['type'],
};

/**
 * A strategic merge patch as the API server applies it to built-in kinds, for
 * the lists above; `$patch: delete` and `$patch: replace` are understood.
 */
export function strategicMergePatch(target: unknown, patch: unknown): unknown {
  return mergeValue(target, patch);
}

function mergeValue(target: unknown, patch: unknown, field?: string): unknown {
  if (Array.isArray(patch)) {
    const key = mergeKeyOf(field, [...objectsOf(target), ...objectsOf(patch)]);
    return key ? mergeList(objectsOf(target), objectsOf(patch), key) : patch;
  }
  if (!isObject(patch)) return patch;
  const { $patch: directive, ...fields } = patch;
  if (directive === 'replace') return fields;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(fields)) {
    if (key.startsWith('$')) continue;
    if (value === null) delete result[key];
    else result[key] = mergeValue(result[key], value, key);
  }
  return result;
}

function mergeKeyOf(
  field: string | undefined,
  items: readonly JsonObject[],
): string | undefined {
  const candidates = field === undefined ? undefined : MERGE_KEYS[field];
  return candidates?.find(key =>
    items.every(item => key in item || item.$patch === 'replace'),
  );
}

function mergeList(
  target: readonly JsonObject[],
  patch: readonly JsonObject[],
  key: string,
): JsonObject[] {
  if (patch.some(item => item.$patch === 'replace')) {
    return patch.filter(item => item.$patch !== 'replace');
  }
  const result = [...target];
  for (const item of patch) {
    const index = result.findIndex(old => old[key] === item[key]);
    if (item.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) {
      result[index] = mergeValue(result[index], item) as JsonObject;
    } else {
      result.push(mergeValue({}, item) as JsonObject);
    }
  }
  return result;
}
