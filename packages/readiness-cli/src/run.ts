import {
  clusterRoleFor,
  collectReads,
} from '@readiness/backstage-plugin-readiness-engine';
import { parseCommandLine, type ScanCommand } from './commandLine';
import { jsonReport } from './formats/json';
import { junitReport } from './formats/junit';
import { sarifReport } from './formats/sarif';
import { tableReport } from './formats/table';
import { helpText } from './help';
import { ManifestReader } from './manifests/ManifestReader';
import { problemText } from './manifests/Problem';
import { Progress } from './progress';
import { isFailing } from './scan/checkResults';
import { scanCluster } from './scan/scanCluster';
import { scanManifests } from './scan/scanManifests';
import type { ScanReport } from './scan/ScanReport';
import type { Terminal } from './Terminal';
import { UsageError } from './UsageError';

const CLEAN = 0;
const FOUND = 1;
const BAD_INPUT = 2;

async function scan(
  command: ScanCommand,
  terminal: Terminal,
  now: number,
): Promise<ScanReport> {
  const progress = new Progress(terminal.stderr);
  try {
    const { target } = command;
    if (target.type === 'cluster') {
      return await scanCluster(target, command, now, ({ done, total }) =>
        progress.say('Reading the cluster, kind', done, total),
      );
    }
    const set = await ManifestReader.read({
      paths: target.paths,
      namespace: target.namespace,
      stdin: terminal.stdin,
      cwd: terminal.cwd(),
      onProgress: (done, total) => progress.say('Reading file', done, total),
    });
    if (set.manifests.length === 0 && set.problems.length === 0) {
      throw new UsageError(
        `No manifests in ${target.paths.join(
          ', ',
        )}: there is no object of Kubernetes among ${set.files} files.`,
      );
    }
    progress.say(`Judging ${set.manifests.length} objects`);
    return await scanManifests(set, command, now);
  } finally {
    progress.end();
  }
}

function written(
  report: ScanReport,
  { format, docsUrl }: ScanCommand,
  { stdout, env }: Terminal,
): string {
  switch (format) {
    case 'json':
      return jsonReport(report, docsUrl);
    case 'sarif':
      return sarifReport(report, docsUrl);
    case 'junit':
      return junitReport(report, docsUrl);
    default:
      return tableReport(
        report,
        docsUrl,
        Boolean(stdout.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb',
      );
  }
}

async function runScan(
  command: ScanCommand,
  terminal: Terminal,
  now: number,
): Promise<number> {
  const report = await scan(command, terminal, now);
  for (const problem of report.problems) {
    terminal.stderr.write(`${problemText(problem)}\n`);
  }
  if (command.format !== 'table') {
    for (const note of report.notes) terminal.stderr.write(`${note}\n`);
  }
  terminal.stdout.write(written(report, command, terminal));
  if (report.problems.length > 0) return BAD_INPUT;
  return isFailing(report.results, command.failOn) ? FOUND : CLEAN;
}

/**
 * Runs one command line.
 *
 * @param now - epoch ms that verdicts refer to
 * @returns the exit code
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  now: number = Date.now(),
): Promise<number> {
  try {
    const command = parseCommandLine(args);
    switch (command.type) {
      case 'help':
        terminal.stdout.write(helpText(command.of));
        return CLEAN;
      case 'rbac':
        terminal.stdout.write(clusterRoleFor(collectReads(command.checks)));
        return CLEAN;
      default:
        return await runScan(command, terminal, now);
    }
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    terminal.stderr.write(
      isUsage
        ? `readiness: ${message}\n`
        : `readiness: this is a fault of the program, please report it: ${message}\n`,
    );
    return BAD_INPUT;
  }
}
