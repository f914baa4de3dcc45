import {
  SEVERITIES,
  type Severity,
} from '@readiness/backstage-plugin-readiness-common';
import type { CheckResult, Finding, ScanReport } from '../scan/ScanReport';
import { paint, tame, type Colour } from './colours';

const COLOURS: Readonly<Record<Severity, Colour>> = {
  critical: 'magenta',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
};

interface Row {
  result: CheckResult;
  finding: Finding;
}

const subjectOf = ({ subject: { kind, namespace, name } }: CheckResult) =>
  `${kind} ${[namespace, name].filter(Boolean).join('/')}`;

const bySeverity = (a: Row, b: Row) =>
  SEVERITIES.indexOf(a.finding.severity) -
  SEVERITIES.indexOf(b.finding.severity);

function grouped<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function rowLines({ result, finding }: Row, colours: boolean, docsUrl: string) {
  const { severity, reasons, remediation, place } = finding;
  const where = place ? `  ${place.line}:${place.column}` : '';
  const label = `${finding.state} ${severity}`.padEnd(13);
  return [
    `    ${paint(label, COLOURS[severity], colours)} ${result.check.id}${paint(
      where,
      'dim',
      colours,
    )}`,
    ...reasons.map(({ message }) => tame(`      ${message}`)),
    paint(`      fix: ${remediation.summary}`, 'dim', colours),
    paint(`      ${docsUrl}${result.check.id}.md`, 'dim', colours),
  ];
}

function findingLines(
  rows: readonly Row[],
  colours: boolean,
  docsUrl: string,
): readonly string[] {
  const files = grouped(
    rows,
    ({ finding, result }) => (finding.place ?? result.place)?.file ?? '',
  );
  return [...files].flatMap(([file, inFile]) => [
    ...(file === '' ? [] : [paint(file, 'bold', colours)]),
    ...[...grouped(inFile, ({ result }) => subjectOf(result))].flatMap(
      ([subject, own]) => [
        `  ${paint(subject, 'bold', colours)}`,
        ...[...own]
          .sort(bySeverity)
          .flatMap(row => rowLines(row, colours, docsUrl)),
      ],
    ),
    '',
  ]);
}

/** The same reason for many subjects is said once. */
function unknownLines(
  results: readonly CheckResult[],
  colours: boolean,
): readonly string[] {
  const unknown = results.filter(({ state }) => state === 'unknown');
  if (unknown.length === 0) return [];
  const byReason = grouped(
    unknown,
    result =>
      `${subjectOf(result)}: ${result.reasons
        .map(({ message }) => message)
        .join(' ')}`,
  );
  return [
    paint('Unknown, which is no pass', 'bold', colours),
    ...[...byReason].flatMap(([reason, same]) => [
      tame(`  ${reason}`),
      paint(
        `    ${same.map(({ check }) => check.id).join(', ')}`,
        'dim',
        colours,
      ),
    ]),
    '',
  ];
}

function skippedLine(skipped: ScanReport['skipped']): readonly string[] {
  if (skipped.size === 0) return [];
  const total = [...skipped.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...skipped]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
  return [tame(`Not judged, as no check is about them: ${total} (${kinds}).`)];
}

/** The report for people: by file and subject, the worst first. */
export function tableReport(
  report: ScanReport,
  docsUrl: string,
  colours: boolean,
): string {
  const { results, skipped, notes, scanned, rulesetVersion } = report;
  const rows = results.flatMap(result =>
    result.findings.map(finding => ({ result, finding })),
  );
  const count = (state: CheckResult['state']) =>
    `${results.filter(result => result.state === state).length} ${state}`;
  const severities = SEVERITIES.map(
    severity =>
      `${
        rows.filter(({ finding }) => finding.severity === severity).length
      } ${severity}`,
  ).join(', ');
  const lines = [
    ...findingLines(rows, colours, docsUrl),
    ...unknownLines(results, colours),
    `${rows.length} ${
      rows.length === 1 ? 'finding' : 'findings'
    } (${severities}) in ${tame(scanned)}.`,
    `${(['fail', 'warn', 'unknown', 'pass', 'na'] as const)
      .map(count)
      .join(', ')}; rules ${rulesetVersion}.`,
    ...skippedLine(skipped),
    ...notes.map(tame),
  ];
  return `${lines.join('\n')}\n`;
}
