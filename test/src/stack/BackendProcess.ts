import { ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ROOT } from './root';

const SERVICE_TOKEN = 'system-tests-service-token';

/** A request that the backend refused. */
export class RefusedError extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, path: string, body: string) {
    super(`${status} ${path}: ${body}`);
    this.status = status;
    this.body = body;
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address
          ? done(address.port)
          : failed(new Error('no port')),
      );
    });
  });
}

/**
 * The demo's backend as a process of its own, on a database in a folder of its
 * own, so that it can be killed and started again.
 */
export class BackendProcess {
  static async create(options: {
    clusters: { name: string; url: string; token: string }[];
    readiness?: Record<string, unknown>;
    /** A PostgreSQL database that replicas share; a SQLite folder otherwise. */
    postgresUrl?: string;
  }): Promise<BackendProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'readiness-system-'));
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const config = {
      backend: {
        baseUrl,
        listen: { port, host: '127.0.0.1' },
        database: options.postgresUrl
          ? {
              client: 'pg',
              connection: options.postgresUrl,
              pluginDivisionMode: 'schema',
            }
          : {
              client: 'better-sqlite3',
              connection: { directory: join(folder, 'db') },
            },
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: { token: SERVICE_TOKEN, subject: 'system-tests' },
            },
          ],
        },
      },
      app: { baseUrl },
      kubernetes: {
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: options.clusters.map(({ name, url, token }) => ({
              name,
              url,
              authProvider: 'serviceAccount',
              serviceAccountToken: token,
              skipMetricsLookup: true,
            })),
          },
        ],
      },
      readiness: options.readiness ?? {},
    };
    const configFile = join(folder, 'app-config.yaml');
    await writeFile(configFile, stringify(config));
    return new BackendProcess(folder, configFile, baseUrl);
  }

  readonly #folder: string;
  readonly #configFile: string;
  readonly #baseUrl: string;
  #child?: ChildProcess;
  #log = '';

  private constructor(folder: string, configFile: string, baseUrl: string) {
    this.#folder = folder;
    this.#configFile = configFile;
    this.#baseUrl = baseUrl;
  }

  /** Everything the process has printed, over all its lives. */
  get log(): string {
    return this.#log;
  }

  async start(): Promise<void> {
    const child = spawn(
      join(ROOT, 'node_modules/.bin/backstage-cli'),
      [
        'package',
        'start',
        '--config',
        join(ROOT, 'app-config.yaml'),
        '--config',
        this.#configFile,
      ],
      {
        cwd: join(ROOT, 'packages/backend'),
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'info' },
      },
    );
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', chunk => {
        this.#log += chunk;
      });
    }
    const until = Date.now() + 120_000;
    while (Date.now() < until) {
      if (child.exitCode !== null) break;
      const response = await fetch(
        `${this.#baseUrl}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (response?.ok) return;
      await new Promise(done => setTimeout(done, 250));
    }
    throw new Error(`The backend did not start:\n${this.#log.slice(-4000)}`);
  }

  /** SIGKILL to the whole process group: nothing gets to clean up. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null) return;
    const closed = new Promise(done => child.once('close', done));
    process.kill(-child.pid, 'SIGKILL');
    await closed;
    this.#child = undefined;
  }

  async request<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetch(`${this.#baseUrl}/api/readiness${path}`, {
      ...init,
      headers: {
        Authorization: `Bearer ${SERVICE_TOKEN}`,
        ...(init.body !== undefined && { 'Content-Type': 'application/json' }),
      },
    });
    const text = await response.text();
    if (!response.ok) throw new RefusedError(response.status, path, text);
    return JSON.parse(text);
  }

  /** The bytes of every database file, as they lie on disk. */
  async databaseFiles(): Promise<{ name: string; content: Buffer }[]> {
    const folder = join(this.#folder, 'db');
    const names = await readdir(folder);
    return Promise.all(
      names.map(async name => ({
        name,
        content: await readFile(join(folder, name)),
      })),
    );
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
