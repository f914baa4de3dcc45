import type { CheckResult, ScanReport } from '../scan/ScanReport';

/** Characters that XML 1.0 cannot hold at all, escaped or not. */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex -- those are the ones
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

const escape = (text: string) =>
  text
    .replace(FORBIDDEN, '\uFFFD')
    .replace(/[&<>"'\n\r\t]/g, found => ENTITIES[found]);

const attributes = (
  values: Readonly<Record<string, string | number | undefined>>,
) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('');

const titleOf = ({ subject: { kind, namespace, name } }: CheckResult) =>
  `${kind} ${[namespace, name].filter(Boolean).join('/')}`;

function outcome(result: CheckResult, docsUrl: string): string {
  const { state, reasons, findings, check } = result;
  const messages = reasons.map(({ message }) => message);
  if (state === 'na' || state === 'unknown') {
    const message = [state, ...messages].join(': ');
    return `<skipped${attributes({ message })}/>`;
  }
  if (state === 'pass') return '';
  const body = [
    ...findings.flatMap(
      ({ state: own, severity, reasons: why, place, remediation }) => [
        `${own} (${severity})${
          place ? ` ${place.file}:${place.line}:${place.column}` : ''
        }`,
        ...why.map(({ message }) => `  ${message}`),
        `  fix: ${remediation.summary}`,
      ],
    ),
    `${docsUrl}${check.id}.md`,
  ].join('\n');
  const message = messages[0] ?? check.title;
  return `<failure${attributes({ message, type: result.severity })}>${escape(
    body,
  )}</failure>`;
}

function testCase(result: CheckResult, docsUrl: string): string {
  const { place } = result.findings[0] ?? result;
  const attributesOf = attributes({
    name: result.check.id,
    classname: titleOf(result),
    file: place?.file,
    line: place?.line,
    time: 0,
  });
  return `    <testcase${attributesOf}>${outcome(result, docsUrl)}</testcase>`;
}

const isFailure = ({ state }: CheckResult) =>
  state === 'warn' || state === 'fail';
const isSkipped = ({ state }: CheckResult) =>
  state === 'na' || state === 'unknown';

function counts(results: readonly CheckResult[]) {
  return {
    tests: results.length,
    failures: results.filter(isFailure).length,
    skipped: results.filter(isSkipped).length,
  };
}

/** JUnit XML: one suite a dimension, one case a check and subject. */
export function junitReport(report: ScanReport, docsUrl: string): string {
  const { results, problems } = report;
  const dimensions = [...new Set(results.map(({ dimension }) => dimension))];
  const suites = dimensions.map(dimension => {
    const own = results.filter(result => result.dimension === dimension);
    return [
      `  <testsuite${attributes({
        name: dimension,
        ...counts(own),
        errors: 0,
        time: 0,
      })}>`,
      ...own.map(result => testCase(result, docsUrl)),
      '  </testsuite>',
    ].join('\n');
  });
  const unread = problems.map(({ file, line, message }) => {
    const place = attributes({
      name: file,
      classname: 'input',
      file,
      line,
      time: 0,
    });
    return `    <testcase${place}><error${attributes({
      message,
    })}/></testcase>`;
  });
  if (unread.length > 0) {
    suites.push(
      [
        `  <testsuite${attributes({
          name: 'input',
          tests: unread.length,
          failures: 0,
          skipped: 0,
          errors: unread.length,
          time: 0,
        })}>`,
        ...unread,
        '  </testsuite>',
      ].join('\n'),
    );
  }
  const total = counts(results);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({
      name: 'readiness',
      ...total,
      tests: total.tests + unread.length,
      errors: unread.length,
      time: 0,
    })}>`,
    ...suites,
    '</testsuites>',
  ].join('\n')}\n`;
}
