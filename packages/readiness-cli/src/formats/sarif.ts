import { createHash } from 'node:crypto';
import type { Severity } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import type {
  Location,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
} from 'sarif';
import { repository, version } from '../../package.json';
import type { Place } from '../manifests/locate';
import type { Problem } from '../manifests/Problem';
import type { CheckResult, Finding, ScanReport } from '../scan/ScanReport';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** How code scanning ranks them: critical from 9, high from 7, medium from 4. */
const RANKS: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

/** Paths are relative and use slashes; what a URI reserves is encoded. */
const uriOf = (file: string) =>
  file.split('/').map(encodeURIComponent).join('/');

function locationOf(
  { file, line, column }: Omit<Place, 'line' | 'column'> & Partial<Place>,
  name?: { fullyQualifiedName: string; kind: string },
): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line !== undefined && {
        region: {
          startLine: line,
          ...(column !== undefined && { startColumn: column }),
        },
      }),
    },
    ...(name && { logicalLocations: [name] }),
  };
}

function ruleOf(check: AnyCheck, docsUrl: string): ReportingDescriptor {
  const { id, title, severity, texts, dimension, control, stage } = check;
  const url = `${docsUrl}${id}.md`;
  return {
    id,
    name: title,
    shortDescription: { text: title },
    fullDescription: { text: texts.why },
    helpUri: url,
    help: {
      text: `${texts.fix}\n${url}`,
      markdown: `${texts.fix}\n\n[${id}](${url})`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: [dimension, control, stage],
      precision: 'high',
      ...(dimension === 'security' && { 'security-severity': RANKS[severity] }),
    },
  };
}

const subjectOf = ({ subject: { kind, namespace, name } }: CheckResult) =>
  [kind, namespace, name].filter(Boolean).join('/');

/** The same for the same finding, wherever in its file it moves to. */
function fingerprintOf(
  result: CheckResult,
  { discriminator }: Finding,
): string {
  return createHash('sha256')
    .update(
      JSON.stringify([result.check.id, subjectOf(result), discriminator ?? '']),
    )
    .digest('hex');
}

function resultOf(
  result: CheckResult,
  finding: Finding,
  ruleIndex: number,
): Result {
  const subject = subjectOf(result);
  const { remediation } = finding;
  const messages = finding.reasons.map(({ message }) => message);
  const name = { fullyQualifiedName: subject, kind: 'resource' };
  const place = finding.place ?? result.place;
  return {
    ruleId: result.check.id,
    ruleIndex,
    kind: 'fail',
    level: LEVELS[finding.severity],
    message: {
      text: [`${subject}: ${messages.join(' ')}`, remediation.summary].join(
        '\n',
      ),
    },
    locations: [place ? locationOf(place, name) : { logicalLocations: [name] }],
    partialFingerprints: { 'readiness/v1': fingerprintOf(result, finding) },
    properties: {
      state: finding.state,
      severity: finding.severity,
      remediation: { ...remediation },
    },
  };
}

function problemNote(problem: Problem): Notification {
  return {
    level: 'error',
    message: { text: problem.message },
    locations: [locationOf(problem)],
  };
}

function unknownNote(result: CheckResult): Notification {
  const { check, reasons, place } = result;
  const name = { fullyQualifiedName: subjectOf(result), kind: 'resource' };
  return {
    level: 'warning',
    associatedRule: { id: check.id },
    message: {
      text: `${subjectOf(result)}: ${reasons
        .map(({ message }) => message)
        .join(' ')}`,
    },
    locations: [place ? locationOf(place, name) : { logicalLocations: [name] }],
  };
}

/** SARIF 2.1.0: findings as results, what could not be read as notifications. */
export function sarifReport(report: ScanReport, docsUrl: string): string {
  const { results, problems, rulesetVersion } = report;
  const checks = [...new Set(results.map(({ check }) => check))].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const index = new Map(checks.map((check, position) => [check, position]));
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'readiness',
            informationUri: repository.url,
            version,
            semanticVersion: version,
            properties: { rulesetVersion },
            rules: checks.map(check => ruleOf(check, docsUrl)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            toolExecutionNotifications: [
              ...problems.map(problemNote),
              ...results
                .filter(({ state }) => state === 'unknown')
                .map(unknownNote),
            ],
          },
        ],
        results: results.flatMap(result =>
          result.findings.map(finding =>
            resultOf(result, finding, index.get(result.check) ?? -1),
          ),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
