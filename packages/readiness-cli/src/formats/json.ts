import type { CheckResult, Finding, ScanReport } from '../scan/ScanReport';

function findingJson({ place, ...finding }: Finding) {
  return { ...finding, ...(place && { location: place }) };
}

function resultJson(result: CheckResult, docsUrl: string) {
  const { check, state, severity, dimension, stage, subject } = result;
  return {
    check: check.id,
    state,
    severity,
    dimension,
    stage,
    subject,
    reasons: result.reasons,
    ...(result.findings.length > 0 && {
      findings: result.findings.map(findingJson),
      docs: `${docsUrl}${check.id}.md`,
    }),
    ...(result.place && { location: result.place }),
  };
}

/** The report for programs, one result a check and subject. */
export function jsonReport(report: ScanReport, docsUrl: string): string {
  const { rulesetVersion, results, problems, skipped } = report;
  return `${JSON.stringify(
    {
      rulesetVersion,
      results: results.map(result => resultJson(result, docsUrl)),
      problems,
      skipped: Object.fromEntries(skipped),
    },
    undefined,
    2,
  )}\n`;
}
