// `npm test`: everything that this machine can check, in the order in which a
// failure is cheapest. What it cannot run it says; with CI set that is a failure.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from './lib/postgres.mjs';
import { ensureInstalled, root } from './lib/yarn.mjs';

const ci = Boolean(process.env.CI) && process.env.CI !== 'false';
const bin = name => join(root, 'node_modules', '.bin', name);
const results = [];
const missing = [];

function run(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise(resolve => {
    child.on('error', () => resolve(127));
    child.on('close', code => resolve(code ?? 1));
  });
}

async function step(name, command, args, env) {
  const started = Date.now();
  console.log(`\n── ${name}`);
  const code = await run(command, args, env);
  const seconds = Math.round((Date.now() - started) / 1000);
  results.push({ name, code, seconds });
  console.log(
    `── ${name}: ${code === 0 ? 'ok' : `failed (${code})`}, ${seconds} s`,
  );
  return code === 0;
}

function chromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return [
    process.env.CHROMIUM_PATH,
    ...(process.env.PATH ?? '')
      .split(':')
      .flatMap(dir => names.map(name => join(dir, name))),
  ].find(path => path && existsSync(path));
}

await ensureInstalled();
mkdirSync(join(root, '.data'), { recursive: true });
const report = join(root, '.data', 'jest.json');
rmSync(report, { force: true });

await step('generated files', 'node', ['scripts/generate.mjs', '--check']);
await step('format', bin('prettier'), ['--check', '--loglevel', 'warn', '.']);
// Afresh: the order in which types were made shows in the API reports.
rmSync(join(root, 'dist-types'), { recursive: true, force: true });
await step('types', bin('tsc'), []);
await step('lint', bin('backstage-cli'), ['repo', 'lint']);
await step('direction of the line', bin('depcruise'), [
  '--config',
  '.dependency-cruiser.cjs',
  'plugins',
  'packages',
  'test',
]);
await step('configuration', bin('backstage-cli'), ['config:check', '--strict']);

const browser = chromium();
if (!browser) missing.push('browser: no Chromium on this machine');
const postgres = await startPostgres();
if (postgres.reason) missing.push(`PostgreSQL: ${postgres.reason}`);
const prometheus = ['/usr/bin/prometheus', '/usr/bin/promtool'].every(file =>
  existsSync(file),
);
if (!prometheus) missing.push('Prometheus: not installed on this machine');
const story = (name, title, env) =>
  step(title, bin('tsx'), ['--test', `test/src/${name}.story.ts`], env);

try {
  await step(
    'tests',
    bin('backstage-cli'),
    ['repo', 'test', '--maxWorkers=2', '--json', `--outputFile=${report}`],
    {
      CI: 'true',
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
      ...(browser && { CHROMIUM_PATH: browser }),
      ...(!prometheus && !ci && { READINESS_WITHOUT_PROMETHEUS: 'true' }),
      ...postgres.env,
    },
  );
  await step('API and SQL reports', bin('backstage-repo-tools'), [
    'api-reports',
    '--ci',
    '--sql-reports',
    '--allow-warnings',
    'plugins/*',
    '-o',
    'ae-undocumented,ae-wrong-input-file-type',
    ...readdirSync(join(root, 'plugins')).map(name => `plugins/${name}`),
  ]);
  await step('build', bin('backstage-cli'), ['repo', 'build', '--all']);
  await story('reliability', 'story of a killed scan');
  if (postgres.env) {
    await story('replicas', 'story of two replicas', postgres.env);
  }
  if (browser) {
    await story('demo', 'story of the demo, in a browser', {
      CHROMIUM_PATH: browser,
    });
  }
} finally {
  await postgres.stop?.();
}

const jest = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : undefined;
const failedSteps = results.filter(result => result.code !== 0);
const passed =
  (jest?.numPassedTests ?? 0) + results.length - failedSteps.length;
const failed =
  (jest?.numFailedTests ?? 0) + failedSteps.length + (ci ? missing.length : 0);
const skipped = (jest?.numPendingTests ?? 0) + (ci ? 0 : missing.length);

console.log('');
for (const { name, code, seconds } of results) {
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
}
for (const reason of missing) {
  console.log(`${ci ? 'FAILED' : 'not run'} ${reason}`);
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
