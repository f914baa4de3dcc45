// `npm start`: sample clusters, backend and portal, on a machine with only Node.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { answers, prefix, start, stopAll } from './lib/children.mjs';
import { ensureInstalled, root } from './lib/yarn.mjs';

await ensureInstalled();

/** Whether something listens there already, over either address family. */
function taken(port) {
  const at = host =>
    new Promise(resolve => {
      const socket = connect({ port, host });
      socket.on('connect', () => resolve(true) || socket.destroy());
      socket.on('error', () => resolve(false));
    });
  return Promise.all([at('127.0.0.1'), at('::1')]).then(all =>
    all.some(Boolean),
  );
}

const PORTS = {
  portal: 3000,
  backend: 7007,
  'prod-eu': 6441,
  'staging-eu': 6442,
};
for (const [name, port] of Object.entries(PORTS)) {
  if (await taken(port)) {
    console.error(
      `Port ${port} (${name}) is in use. Is another \`npm start\` running?`,
    );
    process.exit(1);
  }
}

const data = join(root, '.data');
if (process.argv.includes('--clean') && existsSync(data)) {
  rmSync(data, { recursive: true });
}
mkdirSync(data, { recursive: true });

const bin = name => join(root, 'node_modules', '.bin', name);
const run = (name, command, args, options) => {
  const child = start(command, args, options);
  prefix(child, name);
  child.on('close', code => {
    if (stopping) return;
    console.error(`[${name}] ended with code ${code}; stopping the rest.`);
    stopping = true;
    stopAll();
    process.exitCode = 1;
  });
  return child;
};
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopping = true;
  });
}

const clusters = join(root, 'packages', 'sample-cluster');
run('clusters', bin('tsx'), [
  join(clusters, 'src', 'bin.ts'),
  '--cluster',
  `prod-eu=6441=${join(clusters, 'clusters', 'prod-eu')}`,
  '--cluster',
  `staging-eu=6442=${join(clusters, 'clusters', 'staging-eu')}`,
]);
await answers('http://127.0.0.1:6442/version', 60_000);

const env = { ...process.env, NODE_ENV: 'development' };
run('backend', bin('backstage-cli'), ['package', 'start'], {
  cwd: join(root, 'packages', 'backend'),
  env,
});
run('portal', bin('backstage-cli'), ['package', 'start'], {
  cwd: join(root, 'packages', 'app'),
  env: { ...env, BROWSER: 'none' },
});
await Promise.all([
  answers('http://localhost:7007/.backstage/health/v1/readiness', 300_000),
  answers('http://localhost:3000', 300_000),
]);
console.log(
  'Readiness is up: open http://localhost:3000/readiness and sign in as guest. The first scan runs by itself; docs/demo.md tells the story.',
);
