const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const whole = (ms: number, unit: number, letter: string) =>
  `${Math.floor(ms / unit)}${letter}`;

/** The length of a time in two units at most, as kubectl writes ages. */
export function humanDuration(ms: number): string {
  if (ms <= -2 * SECOND) return '<invalid>';
  if (ms < 0) return '0s';
  if (ms < 2 * MINUTE) return whole(ms, SECOND, 's');
  if (ms < 10 * MINUTE) return parts(ms, MINUTE, 'm', SECOND, 's');
  if (ms < 3 * HOUR) return whole(ms, MINUTE, 'm');
  if (ms < 8 * HOUR) return parts(ms, HOUR, 'h', MINUTE, 'm');
  if (ms < 2 * DAY) return whole(ms, HOUR, 'h');
  if (ms < 8 * DAY) return parts(ms, DAY, 'd', HOUR, 'h');
  if (ms < 2 * YEAR) return whole(ms, DAY, 'd');
  if (ms < 8 * YEAR) return parts(ms, YEAR, 'y', DAY, 'd');
  return whole(ms, YEAR, 'y');
}

function parts(
  ms: number,
  unit: number,
  letter: string,
  small: number,
  smallLetter: string,
): string {
  const rest = Math.floor((ms % unit) / small);
  const first = whole(ms, unit, letter);
  return rest === 0 ? first : `${first}${rest}${smallLetter}`;
}
