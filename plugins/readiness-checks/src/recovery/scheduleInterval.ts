import { CronExpressionParser } from 'cron-parser';
import { goDuration } from '../goDuration';

/**
 * How a tool reads the text of a schedule. Velero and VolSync take five fields
 * or a descriptor; CNPG puts seconds first and lets the day of the week go.
 */
export type ScheduleDialect = 'velero' | 'volsync' | 'cnpg';

const HOUR = 3_600_000;
const HORIZON = 70 * 24 * HOUR;
const MOST_RUNS = 5000;
/**
 * The interval of an expression does not depend on today. A Friday, so that
 * even runs of every minute are followed over a weekend.
 */
const REFERENCE = Date.UTC(2024, 0, 5);

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Six fields, seconds first; `undefined` where the tool would refuse the text. */
function sixFields(
  expression: string,
  dialect: ScheduleDialect,
): string | undefined {
  const fields = expression.split(/\s+/);
  if (dialect === 'cnpg') {
    if (fields.length === 5) return `${expression} *`;
    return fields.length === 6 ? expression : undefined;
  }
  return fields.length === 5 ? `0 ${expression}` : undefined;
}

function longestGap(sixFieldExpression: string): number | undefined {
  try {
    const runs = CronExpressionParser.parse(sixFieldExpression, {
      currentDate: new Date(REFERENCE),
      tz: 'UTC',
    });
    let previous = runs.next().getTime();
    let longest = 0;
    for (let count = 1; count < MOST_RUNS; count += 1) {
      const next = runs.next().getTime();
      longest = Math.max(longest, next - previous);
      previous = next;
      if (count > 1 && next - REFERENCE > HORIZON) break;
    }
    return longest;
  } catch {
    return undefined;
  }
}

function interval(
  expression: string,
  dialect: ScheduleDialect,
): number | undefined {
  // A time zone moves the runs and leaves their distance alone.
  const text = expression.trim().replace(/^(CRON_)?TZ=\S+\s+/, '');
  if (text.startsWith('@every ')) return goDuration(text.slice(7).trim());
  const fields = text.startsWith('@')
    ? DESCRIPTORS[text] && `0 ${DESCRIPTORS[text]}`
    : sixFields(text, dialect);
  return fields ? longestGap(fields) : undefined;
}

const known = new Map<string, number | undefined>();
const MOST_KNOWN = 500;

/**
 * The longest time between two runs of a schedule in hours, e.g. 72 for
 * `0 2 * * 1-5`; `undefined` for text that the tool cannot run.
 */
export function scheduleIntervalHours(
  expression: string,
  dialect: ScheduleDialect,
): number | undefined {
  const key = `${dialect} ${expression}`;
  if (!known.has(key)) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, interval(expression, dialect));
  }
  const found = known.get(key);
  return found === undefined ? undefined : found / HOUR;
}
