import {
  type JsonObject,
  asArray,
  isObject,
  objectsOf,
  sameJson,
} from '../json';
import { isSet, mergeKeyOf } from './mergeKeys';

const ORDER = '$setElementOrder/';
const DELETE_FROM = '$deleteFromPrimitiveList/';
const RETAIN = '$retainKeys';

/**
 * A strategic merge patch as the API server applies it to built-in kinds:
 * lists merge by the keys of their items, and the directives `$patch`,
 * `$retainKeys`, `$setElementOrder` and `$deleteFromPrimitiveList` hold.
 */
export function strategicMergePatch(
  target: unknown,
  patch: JsonObject,
): JsonObject {
  return mergeObject(target, patch, '') ?? {};
}

/** The merged object; undefined where the patch deletes it. */
function mergeObject(
  target: unknown,
  patch: JsonObject,
  name: string,
): JsonObject | undefined {
  const { $patch: directive, ...fields } = patch;
  if (directive === 'delete') return undefined;
  const given = Object.entries(fields).filter(([key]) => !key.startsWith('$'));
  if (directive === 'replace') return Object.fromEntries(given);
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of given) {
    const merged =
      value === null ? undefined : mergeField(result[key], value, name, key);
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  for (const [key, value] of Object.entries(fields)) {
    if (key.startsWith(DELETE_FROM)) {
      const field = key.slice(DELETE_FROM.length);
      result[field] = without(result[field], value);
    }
  }
  for (const [key, value] of Object.entries(fields)) {
    if (key.startsWith(ORDER)) {
      const field = key.slice(ORDER.length);
      result[field] = ordered(
        asArray(result[field]),
        asArray(value),
        mergeKeyOf(name, field),
        isObject(target) ? asArray(target[field]) : [],
      );
    }
  }
  return RETAIN in fields ? retained(result, fields[RETAIN]) : result;
}

function mergeField(
  before: unknown,
  value: unknown,
  parent: string,
  field: string,
): unknown {
  if (isObject(value)) return mergeObject(before, value, field);
  if (!Array.isArray(value)) return value;
  if (isSet(parent, field)) return [...new Set([...asArray(before), ...value])];
  const key = mergeKeyOf(parent, field);
  return key === undefined
    ? value
    : mergeList(objectsOf(before), objectsOf(value), key, field);
}

function mergeList(
  target: readonly JsonObject[],
  patch: readonly JsonObject[],
  key: string,
  field: string,
): JsonObject[] {
  if (patch.some(item => item.$patch === 'replace')) {
    return patch.filter(item => item.$patch !== 'replace');
  }
  const result = [...target];
  for (const item of patch) {
    const index = result.findIndex(old => sameJson(old[key], item[key]));
    const merged = mergeObject(result[index], item, field);
    if (index < 0) {
      if (merged) result.push(merged);
    } else if (merged) result[index] = merged;
    else result.splice(index, 1);
  }
  return result;
}

function without(list: unknown, gone: unknown): unknown[] {
  return asArray(list).filter(item => !asArray(gone).includes(item));
}

function retained(object: JsonObject, keys: unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => asArray(keys).includes(key)),
  );
}

/**
 * Items in the order that the patch asks for. Those that it does not name keep
 * their place relative to the ones that were there before as well.
 */
function ordered(
  items: readonly unknown[],
  order: readonly unknown[],
  key: string | undefined,
  before: readonly unknown[],
): unknown[] {
  const identity = (item: unknown) =>
    key !== undefined && isObject(item) ? item[key] : item;
  const placeIn = (list: readonly unknown[], item: unknown) =>
    list.findIndex(other => sameJson(identity(other), identity(item)));
  const named = items
    .filter(item => placeIn(order, item) >= 0)
    .sort((a, b) => placeIn(order, a) - placeIn(order, b));
  const result: unknown[] = [];
  for (const item of items.filter(one => placeIn(order, one) < 0)) {
    const place = placeIn(before, item);
    while (
      named.length > 0 &&
      (placeIn(before, named[0]) < 0 || placeIn(before, named[0]) < place)
    ) {
      result.push(named.shift());
    }
    result.push(item);
  }
  return [...result, ...named];
}
