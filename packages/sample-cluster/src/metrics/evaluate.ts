import {
  type Expression,
  isSetOperator,
  type Matcher,
  NotComputed,
} from './expression';
import { rangeFunction } from './rangeFunctions';
import type { Labels, Point, SeriesSource } from './Series';

/** A value with its labels at one moment. */
export interface VectorSample {
  labels: Labels;
  value: number;
  /** Of the sample that it was read from, seconds. */
  time: number;
}

export type Value =
  | { type: 'vector'; samples: readonly VectorSample[] }
  | { type: 'scalar'; value: number };

interface RangeSeries {
  labels: Labels;
  points: readonly Point[];
}

/** How far back a sample counts as present, seconds. */
const LOOKBACK = 300;

function matches({ label, operator, value }: Matcher, labels: Labels): boolean {
  const actual = labels[label] ?? '';
  if (operator === '=') return actual === value;
  if (operator === '!=') return actual !== value;
  const matched = new RegExp(`^(?:${value})$`, 's').test(actual);
  return operator === '=~' ? matched : !matched;
}

function selected(source: SeriesSource, matchers: readonly Matcher[]) {
  const named = matchers.find(
    ({ label, operator }) => label === '__name__' && operator === '=',
  );
  if (!named) throw new NotComputed('a selector without a metric name');
  return source(named.value).filter(({ labels }) =>
    matchers.every(matcher => matches(matcher, labels)),
  );
}

/**
 * Remembers what is derived from labels: a subquery sees the same series
 * hundreds of times. Objects of labels are never changed.
 */
function remembered<K extends object, R>(derive: (key: K) => R) {
  const known = new WeakMap<K, R>();
  return (key: K): R => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const derived = derive(key);
    known.set(key, derived);
    return derived;
  };
}

const withoutName = remembered<Labels, Labels>(
  ({ __name__: _, ...labels }) => labels,
);

const only = remembered((keys: readonly string[]) =>
  remembered<Labels, Labels>(labels =>
    Object.fromEntries(
      keys.flatMap(key => (labels[key] ? [[key, labels[key]]] : [])),
    ),
  ),
);

const dropped = remembered((keys: readonly string[]) =>
  remembered<Labels, Labels>(labels =>
    Object.fromEntries(
      Object.entries(labels).filter(([key]) => !keys.includes(key)),
    ),
  ),
);

const without = (keys: readonly string[], labels: Labels): Labels =>
  dropped(keys)(withoutName(labels));

export const keyOf = remembered<Labels, string>(labels =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))),
);

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};
const COMPARISON: Readonly<Record<string, (a: number, b: number) => boolean>> =
  {
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
    '>': (a, b) => a > b,
    '<': (a, b) => a < b,
    '>=': (a, b) => a >= b,
    '<=': (a, b) => a <= b,
  };

const AGGREGATES: Readonly<Record<string, (values: number[]) => number>> = {
  sum: values => values.reduce((a, b) => a + b, 0),
  count: values => values.length,
  avg: values => values.reduce((a, b) => a + b, 0) / values.length,
  min: values => Math.min(...values),
  max: values => Math.max(...values),
};

/**
 * Computes the part of PromQL that the questions of the registry need, as
 * Prometheus does it.
 *
 * @throws NotComputed for all the rest: never an answer that was made up.
 */
export class Evaluator {
  readonly #source: SeriesSource;

  constructor(source: SeriesSource) {
    this.#source = source;
  }

  at(expression: Expression, time: number): Value {
    switch (expression.type) {
      case 'number':
        return { type: 'scalar', value: expression.value };
      case 'selector':
        return { type: 'vector', samples: this.#select(expression, time) };
      case 'call':
        return { type: 'vector', samples: this.#call(expression, time) };
      case 'aggregate':
        return { type: 'vector', samples: this.#aggregate(expression, time) };
      case 'binary':
        return this.#binary(expression, time);
      default:
        throw new NotComputed(`${expression.type} as a result`);
    }
  }

  #vector(expression: Expression, time: number): readonly VectorSample[] {
    const value = this.at(expression, time);
    if (value.type === 'vector') return value.samples;
    throw new NotComputed('a number in the place of a vector');
  }

  #select(
    { matchers }: Expression & { type: 'selector' },
    time: number,
  ): VectorSample[] {
    return selected(this.#source, matchers).flatMap(series => {
      const last = series.between(time - LOOKBACK, time).at(-1);
      return last
        ? [{ labels: series.labels, value: last[1], time: last[0] }]
        : [];
    });
  }

  #call(
    { name, args }: Expression & { type: 'call' },
    time: number,
  ): readonly VectorSample[] {
    if (name === 'timestamp') {
      return this.#vector(args[0], time).map(sample => ({
        ...sample,
        labels: withoutName(sample.labels),
        value: args[0].type === 'selector' ? sample.time : time,
        time,
      }));
    }
    if (name === 'label_replace') return this.#labelReplace(args, time);
    const fold = rangeFunction(name);
    const over = args[args.length - 1];
    const [parameter] = args.length > 1 ? args : [];
    if (!fold || (parameter && parameter.type !== 'number')) {
      throw new NotComputed(`${name}()`);
    }
    const window = this.#range(over, time);
    return window.series.flatMap(({ labels, points }) => {
      const value =
        points.length > 0
          ? fold(points, window.bounds, parameter?.value)
          : undefined;
      return value === undefined
        ? []
        : [{ labels: withoutName(labels), value, time }];
    });
  }

  /** The samples of a range, or what a subquery computes for it. */
  #range(
    expression: Expression,
    time: number,
  ): {
    series: readonly RangeSeries[];
    bounds: { start: number; end: number };
  } {
    if (expression.type === 'range' && expression.of.type === 'selector') {
      const bounds = { start: time - expression.seconds, end: time };
      const series = selected(this.#source, expression.of.matchers).map(
        ({ labels, between }) => ({
          labels,
          points: between(bounds.start, bounds.end),
        }),
      );
      return { series, bounds };
    }
    if (expression.type !== 'subquery') {
      throw new NotComputed('a range over that');
    }
    const { of, seconds, step } = expression;
    const bounds = { start: time - seconds, end: time };
    const series = new Map<string, { labels: Labels; points: Point[] }>();
    // At whole multiples of the step, as Prometheus does it.
    let at = Math.ceil(bounds.start / step) * step;
    for (; at <= time; at += step) {
      for (const { labels, value } of this.#vector(of, at)) {
        const key = keyOf(labels);
        const known = series.get(key) ?? { labels, points: [] };
        known.points.push([at, value]);
        series.set(key, known);
      }
    }
    return { series: [...series.values()], bounds };
  }

  #labelReplace(args: readonly Expression[], time: number): VectorSample[] {
    const [vector, ...texts] = args;
    const [target, replacement, label, pattern] = texts.map(text =>
      text.type === 'text' ? text.value : '',
    );
    const regexp = new RegExp(`^(?:${pattern})$`, 's');
    return this.#vector(vector, time).map(sample => {
      const found = regexp.exec(sample.labels[label] ?? '');
      if (!found) return sample;
      const value = replacement.replace(
        /\$(\d+)/g,
        (_, group: string) => found[Number(group)] ?? '',
      );
      const { [target]: _, ...rest } = sample.labels;
      return { ...sample, labels: value ? { ...rest, [target]: value } : rest };
    });
  }

  #aggregate(
    { operator, grouping, of }: Expression & { type: 'aggregate' },
    time: number,
  ): VectorSample[] {
    const fold = AGGREGATES[operator];
    if (!fold) throw new NotComputed(operator);
    const groups = new Map<string, { labels: Labels; values: number[] }>();
    for (const { labels, value } of this.#vector(of, time)) {
      const group = grouping.by
        ? only(grouping.labels)(labels)
        : without(grouping.labels, labels);
      const key = keyOf(group);
      const known = groups.get(key) ?? { labels: group, values: [] };
      known.values.push(value);
      groups.set(key, known);
    }
    return [...groups.values()].map(({ labels, values }) => ({
      labels,
      value: fold(values),
      time,
    }));
  }

  #binary(expression: Expression & { type: 'binary' }, time: number): Value {
    const left = this.at(expression.left, time);
    const right = this.at(expression.right, time);
    const { operator, bool } = expression;
    const compute = (a: number, b: number): number | undefined => {
      if (ARITHMETIC[operator]) return ARITHMETIC[operator](a, b);
      const holds = COMPARISON[operator](a, b);
      if (bool) return Number(holds);
      return holds ? a : undefined;
    };
    const renamed = (labels: Labels) =>
      ARITHMETIC[operator] || bool ? withoutName(labels) : labels;
    if (isSetOperator(operator)) {
      return {
        type: 'vector',
        samples: this.#set(expression, left, right),
      };
    }
    if (left.type === 'vector' && right.type === 'scalar') {
      return {
        type: 'vector',
        samples: left.samples.flatMap(sample => {
          const value = compute(sample.value, right.value);
          return value === undefined
            ? []
            : [{ labels: renamed(sample.labels), value, time }];
        }),
      };
    }
    if (left.type === 'scalar' || right.type === 'scalar') {
      throw new NotComputed('a number on the left of an operator');
    }
    const group = this.#groupOf(expression);
    const others = new Map(
      right.samples.map(sample => [keyOf(group(sample.labels)), sample]),
    );
    if (others.size !== right.samples.length) {
      throw new NotComputed('many-to-many matching');
    }
    return {
      type: 'vector',
      samples: left.samples.flatMap(sample => {
        const other = others.get(keyOf(group(sample.labels)));
        const value = other && compute(sample.value, other.value);
        if (value === undefined) return [];
        const labels = expression.on
          ? only(expression.on)(sample.labels)
          : dropped(expression.ignoring)(renamed(sample.labels));
        return [{ labels, value, time }];
      }),
    };
  }

  #groupOf({ on, ignoring }: Expression & { type: 'binary' }) {
    return (labels: Labels) =>
      on ? only(on)(labels) : without(ignoring, labels);
  }

  #set(
    expression: Expression & { type: 'binary' },
    left: Value,
    right: Value,
  ): readonly VectorSample[] {
    if (left.type === 'scalar' || right.type === 'scalar') {
      throw new NotComputed('a set of numbers');
    }
    const group = this.#groupOf(expression);
    const keys = (samples: readonly VectorSample[]) =>
      new Set(samples.map(({ labels }) => keyOf(group(labels))));
    const isIn = (set: ReadonlySet<string>) => (sample: VectorSample) =>
      set.has(keyOf(group(sample.labels)));
    if (expression.operator === 'or') {
      const has = isIn(keys(left.samples));
      return [...left.samples, ...right.samples.filter(each => !has(each))];
    }
    const has = isIn(keys(right.samples));
    return left.samples.filter(
      sample => has(sample) === (expression.operator === 'and'),
    );
  }
}
