import { parse } from 'yaml';
import { argumentValues, type NamedValue } from './namedValues';

type Fields = Readonly<Record<string, unknown>>;

const isMap = (raw: unknown): raw is Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

const at = (raw: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined,
    raw,
  );

const itemsOf = (raw: unknown): readonly unknown[] =>
  Array.isArray(raw) ? raw : [];

/** Keys are repeated in findings, so only such as people choose for names. */
const KEY = /^[A-Za-z_][\w.-]{0,63}$/;

/**
 * Keys of charts that hold the name of a Secret, or of a key in one, and not
 * what is in it.
 */
const REFERENCE =
  /^existing|passwordKey$|(password|token|tls|pull|auth|credentials?|cert|certificate|ca)Secret$/i;

/** What tells the meaning of a value: its key, or that of the map around it. */
const wordOf = (key: string, around: string) => {
  const word = key === 'value' ? around : key;
  return REFERENCE.test(word) ? '' : word;
};

const DEEPEST = 40;

interface Walk {
  place: string;
  path: string;
  word: string;
  depth: number;
  /** Aliases of YAML may lead to the same object many times, or in a circle. */
  seen: Set<object>;
}

/** `{ name: DB_PASSWORD, value: … }`, as charts take variables. */
function namedEntry({ name, value }: Fields): string | undefined {
  return typeof name === 'string' && typeof value === 'string' && KEY.test(name)
    ? name
    : undefined;
}

/** The values inside a list or map, each with where it stands and its word. */
function inside(raw: object, { path, word }: Walk) {
  if (Array.isArray(raw)) {
    return raw.map((value: unknown, index) => ({
      value,
      path: `${path}[${index}]`,
      word,
    }));
  }
  const fields = { ...raw };
  const name = namedEntry(fields);
  return Object.entries<unknown>(fields).map(([key, value]) => {
    const shown = KEY.test(key) ? key : '*';
    return {
      value,
      path: path === '' ? shown : `${path}.${shown}`,
      word: name !== undefined && key === 'value' ? name : wordOf(key, word),
    };
  });
}

function textsIn(raw: unknown, walk: Walk): readonly NamedValue[] {
  const { place, path, word, depth, seen } = walk;
  if (typeof raw === 'string') {
    return [{ name: path, word, place, value: raw, whole: true }];
  }
  if (typeof raw !== 'object' || raw === null) return [];
  if (depth === DEEPEST || seen.has(raw)) return [];
  seen.add(raw);
  const isArguments =
    Array.isArray(raw) && raw.every(item => typeof item === 'string');
  return isArguments
    ? argumentValues(raw, `${place} ${path}`)
    : inside(raw, walk).flatMap(({ value, ...where }) =>
        textsIn(value, { place, seen, depth: depth + 1, ...where }),
      );
}

const inMap = (raw: unknown, place: string): readonly NamedValue[] =>
  textsIn(raw, { place, path: '', word: '', depth: 0, seen: new Set() });

/** Values in YAML; a text that is none may hold a token all the same. */
function inText(raw: unknown, place: string): readonly NamedValue[] {
  if (typeof raw !== 'string') return [];
  try {
    return inMap(parse(raw, { logLevel: 'error', merge: true }), place);
  } catch {
    return [{ place, value: raw, whole: true }];
  }
}

function inParameters(raw: unknown, place: string): readonly NamedValue[] {
  return itemsOf(raw).flatMap(parameter => {
    const name = at(parameter, 'name');
    const value = at(parameter, 'value');
    if (typeof name !== 'string' || typeof value !== 'string') return [];
    const path = name.split('.').map(key => key.replace(/\[\d+\]$/, ''));
    const [around = '', key] = ['', ...path].slice(-2);
    return [
      {
        name: path.every(part => KEY.test(part)) ? name : '*',
        word: wordOf(key, around),
        place,
        value,
        whole: true,
      },
    ];
  });
}

/** The texts that an Application of Argo CD hands to a chart. */
export function applicationValues(raw: unknown): readonly NamedValue[] {
  const several = itemsOf(at(raw, 'spec', 'sources')).map(
    (source, index) => [source, `sources[${index}]`] as const,
  );
  const one = [at(raw, 'spec', 'source'), 'source'] as const;
  return [one, ...several].flatMap(([source, path]) => {
    const helm = at(source, 'helm');
    const place = (field: string) => `${path}.helm.${field}`;
    return [
      ...inParameters(at(helm, 'parameters'), place('parameters')),
      ...inText(at(helm, 'values'), place('values')),
      ...inMap(at(helm, 'valuesObject'), place('valuesObject')),
    ];
  });
}

/** The texts that a HelmRelease of Flux hands to a chart. */
export const releaseValues = (raw: unknown): readonly NamedValue[] =>
  inMap(at(raw, 'spec', 'values'), 'spec.values');

/** Whether a place is one of these, and not in a pod. */
export const isDeliveryPlace = (place: string) =>
  place.startsWith('spec.values') || place.includes('.helm.');
