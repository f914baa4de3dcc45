// Yarn without having Yarn: npx fetches the release that `packageManager` names.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Refuses a Node that this project is known not to run on, and says why. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const tooOld = major < 20 || (major === 20 && minor < 19);
  const aborts = major > 24 || (major === 24 && minor >= 19);
  if (tooOld || aborts) {
    console.error(
      tooOld
        ? `Node ${process.versions.node} is too old: 20.19 or newer is needed.`
        : `Node ${process.versions.node} is not supported yet: from 24.19 on, the SQLite driver that Backstage asks for aborts the process. Use Node 20.19 to 24.18.`,
    );
    process.exit(1);
  }
}

function registryOf() {
  const answer = spawnSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    cwd: root,
  });
  return (answer.stdout ?? '').trim();
}

function headers() {
  // Native modules must be built for the Node that runs them.
  const dir = join(process.execPath, '..', '..');
  return existsSync(join(dir, 'include', 'node', 'node.h')) ? dir : undefined;
}

/** Runs Yarn in the root; resolves with its exit code. */
export function yarn(args, options = {}) {
  const { packageManager } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const version = packageManager.split('@')[1];
  const registry = registryOf();
  const nodedir = headers();
  const child = spawn(
    'npx',
    ['--yes', '-p', `@yarnpkg/cli-dist@${version}`, 'yarn', ...args],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...(registry && { YARN_NPM_REGISTRY_SERVER: registry }),
        ...(nodedir && { npm_config_nodedir: nodedir }),
        ...options.env,
      },
    },
  );
  return new Promise(resolve => child.on('close', code => resolve(code ?? 1)));
}

const stamp = join(root, 'node_modules', '.readiness-install');

function fingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'yarn.lock')))
    .update(process.versions.modules)
    .digest('hex');
}

/** Installs when the lock file or the Node ABI is not what was installed last. */
export async function ensureInstalled() {
  checkNode();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint())
    return;
  console.log('Installing dependencies, about two minutes on a fresh clone …');
  const code = await yarn(['install', '--immutable']);
  if (code !== 0) {
    console.error('Installing the dependencies failed; see above.');
    process.exit(code);
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, fingerprint());
}
