import { type JsonObject, asObject, asStrings, at, objectsOf } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import { mapContainers } from './podSpec';

export const LIMIT_RANGER = 'kubernetes.io/limit-ranger';

/**
 * Fills in what the LimitRanges of the namespace default, and says so in the
 * words of the admission plugin.
 */
export function applyLimitRanges(
  spec: JsonObject,
  limitRanges: readonly KubeObject[],
): { spec: JsonObject; annotation?: string } {
  const { limits, requests } = defaultsOf(limitRanges);
  const notes: string[] = [];
  const filled = mapContainers(spec, (container, init) => {
    const resources = asObject(container.resources);
    const label = `${init ? 'init container' : 'container'} ${container.name}`;
    const next: JsonObject = { ...resources };
    for (const [field, defaults, word] of [
      ['requests', requests, 'request'],
      ['limits', limits, 'limit'],
    ] as const) {
      const given = asObject(resources[field]);
      const missing = Object.keys(defaults)
        .filter(name => !(name in given))
        .sort();
      if (missing.length === 0) continue;
      notes.push(`${missing.join(', ')} ${word} for ${label}`);
      next[field] = { ...defaults, ...given };
    }
    return { ...container, resources: next };
  });
  return notes.length > 0
    ? {
        spec: filled,
        annotation: `LimitRanger plugin set: ${notes.join('; ')}`,
      }
    : { spec };
}

function defaultsOf(limitRanges: readonly KubeObject[]): {
  limits: Record<string, string>;
  requests: Record<string, string>;
} {
  const items = limitRanges
    .flatMap(range => objectsOf(at(range, 'spec', 'limits')))
    .filter(item => item.type === 'Container');
  const limits = Object.assign({}, ...items.map(i => asStrings(i.default)));
  const explicit = items.map(item => asStrings(item.defaultRequest));
  // The API itself defaults `defaultRequest` to `default`.
  return { limits, requests: Object.assign({}, limits, ...explicit) };
}
