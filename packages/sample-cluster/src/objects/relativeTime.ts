import { isObject } from '../json';
import { apiTime } from './KubeObject';

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const TEMPLATE =
  /\{\{now(?:([+-])(\d+)([smhdw]))?(?:\|(compact|seconds))?\}\}/g;

/**
 * Replaces `{{now-26h}}` in every text by the time that it stands for, and
 * `{{now-26h|compact}}` by the form that names carry (`20261122020000`), and
 * `{{now-26h|seconds}}` by what metrics carry, seconds since 1970.
 * Units are s, m, h, d and w.
 */
export function resolveTimes<T>(value: T, now: number): T {
  return resolve(value, now) as T;
}

function resolve(value: unknown, now: number): unknown {
  if (typeof value === 'string') return resolveText(value, now);
  if (Array.isArray(value)) return value.map(item => resolve(item, now));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, resolve(inner, now)]),
  );
}

export function resolveText(text: string, now: number): string {
  if (!text.includes('{{now')) return text;
  return text.replace(
    TEMPLATE,
    (_whole, sign: string, amount: string, unit: string, form?: string) => {
      const shift = amount ? Number(amount) * UNITS[unit] : 0;
      const time = apiTime(now + (sign === '-' ? -shift : shift));
      if (form === 'seconds') return String(Date.parse(time) / 1000);
      return form === 'compact' ? time.replace(/[-:TZ]/g, '') : time;
    },
  );
}
