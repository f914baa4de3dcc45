import {
  type Subject,
  subjectKey,
} from '@readiness/backstage-plugin-readiness-common';
import type { Exception } from '../check';
import type { Exclusion } from '../contracts';
import type { Occurrence, Reason } from '../finding';
import { globMatch } from '../matching/globMatch';

const DAY_ONLY = /^\d{4}-\d\d-\d\d$/;

/**
 * The last moment of an exception, epoch ms: a date counts until its end in
 * UTC. `undefined` for what is no date.
 *
 * @public
 */
export function exceptionEnd(expires: string): number | undefined {
  const end = Date.parse(
    DAY_ONLY.test(expires) ? `${expires}T23:59:59.999Z` : expires,
  );
  return Number.isNaN(end) ? undefined : end;
}

/** An exception that cannot end must not hold. */
function hasExpired(expires: string | undefined, now: number): boolean {
  if (expires === undefined) return false;
  const end = exceptionEnd(expires);
  return end === undefined || end < now;
}

const admits = (glob: string | undefined, text: string | undefined) =>
  glob === undefined || (text !== undefined && globMatch(glob, text));

/** What a judge asked about. */
export interface Asked {
  cluster: string;
  namespace?: string;
  name: string;
  rule?: string;
}

function answers(row: Exception, where: Asked): boolean {
  return (
    row.disputed === undefined &&
    admits(row.cluster, where.cluster) &&
    admits(row.namespace, where.namespace) &&
    admits(row.name, where.name) &&
    admits(row.rule, where.rule)
  );
}

/** Exceptions that have not expired, by check. */
export type ExceptionsByCheck = ReadonlyMap<string, readonly Exception[]>;

export function exceptionsInForce(
  rows: readonly Exception[],
  now: number,
): ExceptionsByCheck {
  const byCheck = new Map<string, Exception[]>();
  for (const row of rows) {
    if (!hasExpired(row.expires, now)) {
      const ofCheck = byCheck.get(row.check) ?? [];
      byCheck.set(row.check, ofCheck);
      ofCheck.push(row);
    }
  }
  return byCheck;
}

/** The first row that covers a rule on an object (decision D7). */
export function findException(
  rows: readonly Exception[],
  where: Asked,
): Exception | undefined {
  return rows.find(row => answers(row, where));
}

/** The rows that none of these questions of a judge was answered with, or could have been. */
export function unasked(
  rows: readonly Exception[],
  asked: readonly Asked[],
): readonly Exception[] {
  return asked.length === 0
    ? rows
    : rows.filter(row => !asked.some(where => answers(row, where)));
}

/** An entity goes by its ref and by its name. */
function namesOf({ type, name }: Subject): readonly string[] {
  return type === 'entity' ? [name, name.slice(name.indexOf('/') + 1)] : [name];
}

type Place = Pick<Exception, 'cluster' | 'namespace' | 'name'>;

/** Whether the globs of a row fit the place of a subject. @public */
export function coversSubject(
  row: Place,
  subject: Subject,
  cluster: string,
): boolean {
  return (
    admits(row.cluster, cluster) &&
    admits(row.namespace, subject.namespace) &&
    namesOf(subject).some(name => admits(row.name, name))
  );
}

/** The exclusion that keeps a check away from a subject. */
export function findExclusion(
  rows: readonly Exclusion[],
  subject: Subject,
  cluster: string,
): Exclusion | undefined {
  return rows.find(row => coversSubject(row, subject, cluster));
}

/** The row that excepts a whole subject from its check. */
export function findWhole(
  rows: readonly Exception[],
  subject: Subject,
  cluster: string,
): Exception | undefined {
  return rows.find(
    row =>
      row.rule === undefined &&
      row.disputed === undefined &&
      coversSubject(row, subject, cluster),
  );
}

/** Ages and amounts, which change from scan to scan; digits in names stay. */
const NUMBER = /\b\d+(?:\.\d+)?\b/g;

/**
 * What a reason speaks of, without the numbers in its sentence: two reasons
 * with the same signature are about the same thing.
 *
 * @public
 */
export function reasonSignature(reason: Reason): string {
  const { code, container = '', field = '', message } = reason;
  return [code, container, field, message.replace(NUMBER, '#')].join('|');
}

function isDisputed(
  { disputed }: Exception,
  { discriminator, reasons }: Occurrence,
  key: string,
): boolean {
  return (
    disputed?.subject === key &&
    disputed.discriminator === discriminator &&
    reasons.every(reason => disputed.saw.includes(reasonSignature(reason)))
  );
}

/**
 * The row that covers an occurrence: by its discriminator, or because rows
 * cover each of its reasons by their codes.
 */
export function findCovering(
  rows: readonly Exception[],
  occurrence: Occurrence,
  subject: Subject,
  cluster: string,
): Exception | undefined {
  const key = subjectKey(subject);
  const disputed = rows.find(row => isDisputed(row, occurrence, key));
  if (disputed) return disputed;
  const here = rows.filter(
    row => row.rule !== undefined && coversSubject(row, subject, cluster),
  );
  const { discriminator, reasons } = occurrence;
  const byName =
    discriminator !== undefined &&
    here.find(row => admits(row.rule, discriminator));
  if (byName) return byName;
  const byCode = reasons.map(({ code }) =>
    here.find(row => admits(row.rule, code)),
  );
  return byCode.every(Boolean) ? byCode[0] : undefined;
}
