/** Labels of a series, `__name__` among them. */
export type Labels = Readonly<Record<string, string>>;

/** Seconds since the epoch and a value, in the order of time. */
export type Point = readonly [time: number, value: number];

/** A series that is computed where it is looked at. */
export interface Series {
  labels: Labels;
  /** Its samples with `from` ≤ time ≤ `to`, in seconds. */
  between(from: number, to: number): readonly Point[];
}

/** All series of a metric; of none, an empty list. */
export type SeriesSource = (metric: string) => readonly Series[];

/** How often a sample is taken, seconds, and how far after the whole minute. */
const INTERVAL = 60;
const OFFSET = 7;

/**
 * A series that is scraped once a minute from `start` until `end`, with the
 * value that it had at that time.
 */
export function scraped(
  labels: Labels,
  life: { start: number; end: number },
  valueAt: (time: number) => number,
): Series {
  return {
    labels,
    between(from, to) {
      const first = Math.max(from, life.start);
      const last = Math.min(to, life.end);
      const points: Point[] = [];
      let time = Math.ceil((first - OFFSET) / INTERVAL) * INTERVAL + OFFSET;
      for (; time <= last; time += INTERVAL) {
        points.push([time, valueAt(time)]);
      }
      return points;
    },
  };
}
