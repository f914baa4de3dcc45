import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../run';

const NOW = Date.parse('2026-11-22T17:00:00Z');

/** What the command line did. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface RunOptions {
  stdin?: string;
  cwd?: string;
  isTTY?: boolean;
  env?: Record<string, string>;
}

/** Runs a command line as the program would, in this process. */
export async function runCli(
  args: readonly string[],
  { stdin = '', cwd = '/', isTTY, env = {} }: RunOptions = {},
): Promise<Ran> {
  const written = { out: '', err: '' };
  const output = (to: 'out' | 'err') => ({
    isTTY,
    write: (text: string) => {
      written[to] += text;
    },
  });
  async function* input() {
    yield Buffer.from(stdin);
  }
  const code = await run(
    args,
    {
      stdin: input(),
      stdout: output('out'),
      stderr: output('err'),
      env,
      cwd: () => cwd,
    },
    NOW,
  );
  return { code, ...written };
}

const made: string[] = [];

/** A folder of files that is gone after the test file. */
export function folderOf(
  files: Readonly<Record<string, string | Buffer>>,
): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-cli-')));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  made.push(folder);
  return folder;
}

/** To be called after each test. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface JsonResult {
  check: string;
  state: string;
  severity: string;
  dimension: string;
  stage: string;
  subject: { kind: string; namespace?: string; name: string };
  reasons: { code: string; message: string; field?: string }[];
  findings?: {
    severity: string;
    location?: { file: string; line: number; column: number };
  }[];
  location?: { file: string; line: number; column: number };
}

/** The results of a scan with `--format json`. */
export async function scanJson(
  args: readonly string[],
  options?: RunOptions,
): Promise<Ran & { results: readonly JsonResult[] }> {
  const ran = await runCli(['scan', ...args, '--format', 'json'], options);
  const { results } = JSON.parse(ran.out || '{"results":[]}');
  return { ...ran, results };
}

export const stateOf = (
  results: readonly JsonResult[],
  check: string,
  name?: string,
) =>
  results.find(
    result => result.check === check && (!name || result.subject.name === name),
  )?.state;
