import { at, items, textMap, word } from '../kinds/fields';
import { scopeExpression } from './scopeExpression';
import {
  type SignalAnswer,
  SignalFormatError,
  SignalLimitError,
  type SignalQuery,
} from './SignalQuery';

/** More series than this are not kept; they would not be read one by one either. */
export const MAX_SERIES = 50_000;
/** Seconds after which the store itself gives up. */
const STORE_TIMEOUT = '25s';

/** One value of an instant query. @public */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** One series of a range query. @public */
export interface SampleSeries {
  labels: Readonly<Record<string, string>>;
  /** Epoch seconds and value, in the order of time; gaps are left out. */
  points: readonly (readonly [number, number])[];
}

/** Prometheus writes numbers as text, and what is none as `NaN` and `+Inf`. */
function numeric(raw: unknown): number | undefined {
  if (typeof raw !== 'string' || raw.trim() === '') return undefined;
  const value = Number(raw.replace(/^([+-]?)Inf$/, '$1Infinity'));
  return Number.isFinite(value) ? value : undefined;
}

/**
 * The `data` of an answer of the Prometheus API.
 *
 * @throws SignalFormatError where it is not an answer of that API.
 */
export function prometheusData(body: unknown): unknown {
  const status = at(body, 'status');
  if (status === 'error') {
    throw new SignalFormatError(
      `${word(at(body, 'errorType')) ?? 'error'}: ${
        word(at(body, 'error')) ?? 'no message'
      }`,
    );
  }
  if (status !== 'success') {
    throw new SignalFormatError('status: is neither success nor error');
  }
  const partial = items(at(body, 'warnings'))
    .flatMap(warning => word(warning) ?? [])
    .find(warning => !warning.startsWith('PromQL '));
  // Thanos and Mimir answer in part when a store of theirs is away.
  if (partial) throw new SignalLimitError(`answered in part: ${partial}`);
  return at(body, 'data');
}

function resultOf(body: unknown, type: 'vector' | 'matrix') {
  const data = prometheusData(body);
  const actual = word(at(data, 'resultType'));
  if (actual !== type) {
    throw new SignalFormatError(
      `data.resultType: is ${actual ?? 'missing'}, not ${type}`,
    );
  }
  const result = at(data, 'result');
  if (!Array.isArray(result)) {
    throw new SignalFormatError('data.result: is no list');
  }
  if (result.length > MAX_SERIES) {
    throw new SignalLimitError(
      `answered with ${result.length} series; at most ${MAX_SERIES} are kept`,
    );
  }
  return result as readonly unknown[];
}

const leftOut = (count: number) =>
  count === 0 ? undefined : `${count} values that are no numbers were left out`;

function vector(body: unknown): SignalAnswer<Sample> {
  const result = resultOf(body, 'vector');
  const data = result.flatMap((series, index): Sample[] => {
    const pair = at(series, 'value');
    if (!Array.isArray(pair) || typeof pair[1] !== 'string') {
      throw new SignalFormatError(`data.result[${index}].value: is no sample`);
    }
    const value = numeric(pair[1]);
    return value === undefined
      ? []
      : [{ labels: textMap(at(series, 'metric')), value }];
  });
  return { data, note: leftOut(result.length - data.length) };
}

function matrix(body: unknown): SignalAnswer<SampleSeries> {
  let lost = 0;
  const data = resultOf(body, 'matrix').map((series, index): SampleSeries => {
    const values = at(series, 'values');
    if (!Array.isArray(values)) {
      throw new SignalFormatError(`data.result[${index}].values: is no list`);
    }
    const points = values.flatMap((pair: unknown): [number, number][] => {
      const [time, raw] = items(pair);
      const value = numeric(raw);
      if (typeof time === 'number' && value !== undefined) {
        return [[time, value]];
      }
      lost += 1;
      return [];
    });
    return { labels: textMap(at(series, 'metric')), points };
  });
  return { data, note: leftOut(lost) };
}

const seconds = (ms: number) => String(Math.floor(ms / 1000));

/**
 * A PromQL query at one moment. Write the expression as for a store of one
 * cluster: the scope is put into every selector of it. What it looks back on
 * is in its own windows; `windowSeconds` says the longest of them.
 *
 * @param read - a sample as the inventory keeps it; `undefined` leaves it out.
 * @public
 */
export function instantQuery<T = Sample>(options: {
  title: string;
  expression: string;
  windowSeconds: number;
  read?(sample: Sample): T | undefined;
}): SignalQuery<T> {
  const { title, expression, windowSeconds } = options;
  const read = options.read ?? ((sample: Sample) => sample as T);
  return {
    source: 'prometheus',
    title,
    windowSeconds,
    request: ({ matchers, now }) => ({
      path: '/api/v1/query',
      query: {
        query: scopeExpression(expression, matchers),
        time: seconds(now),
        timeout: STORE_TIMEOUT,
      },
    }),
    parse: body => {
      const { data, note } = vector(body);
      return { data: data.flatMap(sample => read(sample) ?? []), note };
    },
  };
}

/**
 * A PromQL query over time. Keep it to few series: aggregate in the store.
 *
 * @throws Error where the window has more steps than Prometheus answers.
 * @public
 */
export function rangeQuery<T = SampleSeries>(options: {
  title: string;
  expression: string;
  windowSeconds: number;
  stepSeconds: number;
  read?(series: SampleSeries): T | undefined;
}): SignalQuery<T> {
  const { title, expression, windowSeconds, stepSeconds } = options;
  const read = options.read ?? ((series: SampleSeries) => series as T);
  if (windowSeconds / stepSeconds > 11_000) {
    throw new Error(`${title}: more than 11,000 steps are never answered`);
  }
  return {
    source: 'prometheus',
    title,
    windowSeconds,
    request: ({ matchers, now }) => {
      // Whole steps: the same scan asks for the same points again.
      const end = Math.floor(now / 1000 / stepSeconds) * stepSeconds;
      return {
        path: '/api/v1/query_range',
        query: {
          query: scopeExpression(expression, matchers),
          start: String(end - windowSeconds),
          end: String(end),
          step: String(stepSeconds),
          timeout: STORE_TIMEOUT,
        },
      };
    },
    parse: body => {
      const { data, note } = matrix(body);
      return { data: data.flatMap(series => read(series) ?? []), note };
    },
  };
}
