import type {
  CheckInfo,
  Finding,
} from '@readiness/backstage-plugin-readiness-common';
import { csvLines } from './csvLines';
import { FINDING_COLUMNS, findingCells } from './findingCsv';
import { SARIF_SCHEMA, sarifResult, sarifRule } from './findingSarif';

type Pages = AsyncIterable<readonly Finding[]>;
type Chunks = AsyncGenerator<string>;

/** The findings as a table. */
export async function* csvChunks(pages: Pages): Chunks {
  yield csvLines([FINDING_COLUMNS]);
  for await (const findings of pages)
    yield csvLines(findings.map(findingCells));
}

/** The items of a JSON array, page by page. */
async function* itemChunks(
  pages: Pages,
  view: (finding: Finding) => unknown,
): Chunks {
  let separator = '';
  for await (const findings of pages) {
    if (findings.length === 0) continue;
    yield `${separator}${findings
      .map(finding => JSON.stringify(view(finding)))
      .join(',\n')}`;
    separator = ',\n';
  }
}

export async function* jsonChunks(
  pages: Pages,
  head: { generatedAt: string; rulesetVersion: string },
): Chunks {
  yield `${JSON.stringify(head).slice(0, -1)},"items":[\n`;
  yield* itemChunks(pages, finding => finding);
  yield '\n]}\n';
}

export async function* sarifChunks(
  pages: Pages,
  options: { rulesetVersion: string; checks: readonly CheckInfo[] },
): Chunks {
  const rules = new Map(
    options.checks.map(check => [check.id, sarifRule(check)]),
  );
  yield `{"$schema":${JSON.stringify(
    SARIF_SCHEMA,
  )},"version":"2.1.0","runs":[{"results":[\n`;
  // Rules of other tools are known by their findings only: all of them come last.
  yield* itemChunks(pages, finding => {
    const { check } = finding;
    if (!rules.has(check)) {
      rules.set(check, sarifRule({ ...finding, id: check }));
    }
    return sarifResult(finding);
  });
  const driver = {
    name: 'Readiness',
    version: options.rulesetVersion,
    rules: [...rules.values()],
  };
  yield `\n],"tool":${JSON.stringify({ driver })}}]}\n`;
}
