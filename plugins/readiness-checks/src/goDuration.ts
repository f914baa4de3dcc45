const HOUR = 3_600_000;

const DURATION_UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: HOUR,
};

/** A Go duration, e.g. `1h30m`, in milliseconds. */
export function goDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text) {
    return undefined;
  }
  const total = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * DURATION_UNITS[unit],
    0,
  );
  return total > 0 ? total : undefined;
}
