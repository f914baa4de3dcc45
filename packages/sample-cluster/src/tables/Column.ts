import { type JsonObject, asString, asStrings, at, objectsOf } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import { humanDuration } from './humanDuration';

export type Cell = string | number | boolean;

/** One column of a Table and how to fill it. */
export interface Column {
  name: string;
  /** Shown with `-o wide` only. */
  wide?: boolean;
  /** What the API calls the type; `string` by default. */
  type?: 'integer' | 'boolean';
  /** `name` for the column that clients take the name of an object from. */
  format?: 'name';
  /** `now` is the server's time, epoch ms. */
  cell(object: KubeObject, now: number): Cell;
}

export const NAME: Column = {
  name: 'Name',
  format: 'name',
  cell: object => object.metadata.name,
};

export const AGE: Column = {
  name: 'Age',
  cell: (object, now) => since(object.metadata.creationTimestamp, now),
};

/** A column that shows a field as it is; `fallback` where there is none. */
export function field(
  name: string,
  path: string,
  fallback: Cell = '<none>',
): Column {
  const keys = path.split('.');
  return {
    name,
    cell: object => {
      const value = at(object, ...keys);
      return ['string', 'number', 'boolean'].includes(typeof value)
        ? (value as Cell)
        : fallback;
    },
  };
}

/** A whole number, 0 where the field is absent. */
export function count(name: string, path: string): Column {
  return { ...field(name, path, 0), type: 'integer' };
}

export function column(name: string, cell: Column['cell']): Column {
  return { name, cell };
}

export function wide(...columns: Column[]): Column[] {
  return columns.map(one => ({ ...one, wide: true }));
}

export function since(time: unknown, now: number): string {
  const started = Date.parse(asString(time) ?? '');
  return Number.isNaN(started) ? '<unknown>' : humanDuration(now - started);
}

/** The texts of a list, or `<none>`. */
export function listed(values: readonly unknown[]): string {
  return values.length === 0 ? '<none>' : values.join(',');
}

/** Columns of everything that runs a pod template. */
export function templateColumns(...path: string[]): Column[] {
  const containers = (object: KubeObject) =>
    objectsOf(at(object, ...path, 'spec', 'containers'));
  return wide(
    column('Containers', object =>
      listed(containers(object).map(({ name }) => name)),
    ),
    column('Images', object =>
      listed(containers(object).map(({ image }) => image)),
    ),
  );
}

const equalities = (labels: unknown) =>
  Object.entries(asStrings(labels)).map(([key, value]) => `${key}=${value}`);

/** A selector as text, the way that kubectl writes it. */
export function selectorText(selector: unknown): string {
  const { matchLabels, matchExpressions } = (selector ?? {}) as JsonObject;
  const parts = [
    ...equalities(matchLabels),
    ...objectsOf(matchExpressions).map(({ key, operator, values }) => {
      const among = `(${Array.isArray(values) ? values.join(',') : ''})`;
      const texts: Record<string, string> = {
        In: `${key} in ${among}`,
        NotIn: `${key} notin ${among}`,
        Exists: `${key}`,
        DoesNotExist: `!${key}`,
      };
      return texts[String(operator)] ?? `${key} ${operator}`;
    }),
  ];
  return listed(parts);
}

/** Labels as `a=b,c=d`. */
export function labelText(labels: unknown): string {
  return listed(equalities(labels));
}
