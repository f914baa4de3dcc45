import type { Answer } from '../api/Status';
import { Evaluator, keyOf, type Value } from './evaluate';
import {
  type Expression,
  NotComputed,
  ParseError,
  readExpression,
} from './expression';
import type { LoadedGroup, ScrapedTarget } from './monitoring';
import type { Labels, SeriesSource } from './Series';

/** What the metrics store of a cluster knows. */
export interface MetricsStore {
  /** Epoch seconds. */
  now: number;
  series: SeriesSource;
  groups: readonly LoadedGroup[];
  targets: readonly ScrapedTarget[];
}

const MAX_STEPS = 11_000;

const json = (status: number, body: object): Answer => ({ status, body });
const success = (data: unknown) => json(200, { status: 'success', data });
const failure = (status: number, errorType: string, error: string) =>
  json(status, { status: 'error', errorType, error });

class BadParameter extends Error {}

/** Prometheus writes numbers as text, and what is none by name. */
function written(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : `${value > 0 ? '+' : '-'}Inf`;
}

function seconds(
  query: URLSearchParams,
  name: string,
  fallback?: number,
): number {
  const text = query.get(name);
  if (text === null && fallback !== undefined) return fallback;
  const value = Number(text ?? NaN);
  const time = Number.isNaN(value) ? Date.parse(text ?? '') / 1000 : value;
  if (Number.isNaN(time)) {
    throw new BadParameter(
      `invalid parameter "${name}": cannot parse "${
        text ?? ''
      }" to a valid timestamp`,
    );
  }
  return time;
}

function expressionOf(query: URLSearchParams): Expression {
  return readExpression(query.get('query') ?? '');
}

function instant(store: MetricsStore, query: URLSearchParams): Answer {
  const time = seconds(query, 'time', store.now);
  const value = new Evaluator(store.series).at(expressionOf(query), time);
  return success(
    value.type === 'scalar'
      ? { resultType: 'scalar', result: [time, written(value.value)] }
      : {
          resultType: 'vector',
          result: value.samples.map(sample => ({
            metric: sample.labels,
            value: [time, written(sample.value)],
          })),
        },
  );
}

function samplesOf(value: Value) {
  return value.type === 'scalar'
    ? [{ labels: {}, value: value.value }]
    : value.samples;
}

interface RangeResult {
  metric: Labels;
  values: [number, string][];
}

function range(store: MetricsStore, query: URLSearchParams): Answer {
  const start = seconds(query, 'start');
  const end = seconds(query, 'end');
  const step = seconds(query, 'step');
  if (step <= 0) {
    throw new BadParameter(
      'zero or negative query resolution step widths are not accepted',
    );
  }
  if ((end - start) / step > MAX_STEPS) {
    throw new BadParameter(
      'exceeded maximum resolution of 11,000 points per timeseries',
    );
  }
  const expression = expressionOf(query);
  const evaluator = new Evaluator(store.series);
  const series = new Map<string, RangeResult>();
  for (let time = start; time <= end; time += step) {
    for (const { labels, value } of samplesOf(evaluator.at(expression, time))) {
      const key = keyOf(labels);
      const known: RangeResult = series.get(key) ?? {
        metric: labels,
        values: [],
      };
      known.values.push([time, written(value)]);
      series.set(key, known);
    }
  }
  return success({ resultType: 'matrix', result: [...series.values()] });
}

const ROUTES: Readonly<
  Record<string, (store: MetricsStore, query: URLSearchParams) => Answer>
> = {
  '/api/v1/query': instant,
  '/api/v1/query_range': range,
  '/api/v1/rules': ({ groups }) => success({ groups }),
  '/api/v1/targets': ({ targets }) =>
    success({ activeTargets: targets, droppedTargets: [] }),
  '/api/v1/status/buildinfo': () =>
    success({ version: '3.7.3', revision: 'sample', goVersion: 'none' }),
};

/**
 * Answers as the HTTP API of Prometheus does, by GET alone. What it does not
 * compute it refuses with 422.
 */
export function prometheusApi(
  request: { method: string; path: string; query: URLSearchParams },
  store: () => MetricsStore,
): Answer {
  const route = Object.hasOwn(ROUTES, request.path) && ROUTES[request.path];
  if (!route) return failure(404, 'not_found', 'no such path');
  if (request.method !== 'GET') return failure(405, 'bad_data', 'only GET');
  try {
    return route(store(), request.query);
  } catch (error) {
    if (error instanceof NotComputed) {
      return failure(
        422,
        'execution',
        `this server does not compute ${error.message}`,
      );
    }
    if (error instanceof ParseError || error instanceof BadParameter) {
      return failure(400, 'bad_data', error.message);
    }
    throw error;
  }
}
