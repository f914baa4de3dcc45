import { ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './root';

const run = promisify(execFile);

/**
 * What `npm start` starts, on a database of its own: sample clusters, backend
 * and portal.
 */
export class Portal {
  readonly url = 'http://localhost:3000';
  readonly #folder: string;
  readonly #child: ChildProcess;
  #log = '';
  #token?: string;

  static async start(): Promise<Portal> {
    const folder = await mkdtemp(join(tmpdir(), 'readiness-story-'));
    const child = spawn('node', ['scripts/start.mjs'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        APP_CONFIG_backend_database_connection_directory: join(folder, 'db'),
      },
    });
    const portal = new Portal(folder, child);
    await portal.#up();
    return portal;
  }

  private constructor(folder: string, child: ChildProcess) {
    this.#folder = folder;
    this.#child = child;
  }

  #up(): Promise<void> {
    return new Promise((done, failed) => {
      const fail = (reason: string) =>
        failed(new Error(`${reason}\n${this.#log.slice(-4000)}`));
      const timer = setTimeout(
        () => fail('The portal did not start in time'),
        400_000,
      );
      for (const stream of [this.#child.stdout, this.#child.stderr]) {
        stream?.on('data', chunk => {
          this.#log += chunk;
          if (this.#log.includes('Readiness is up')) {
            clearTimeout(timer);
            done();
          }
        });
      }
      this.#child.on('close', code => fail(`The portal ended with ${code}`));
    });
  }

  get log(): string {
    return this.#log;
  }

  /** A read of the plugin's API as the guest. */
  async api<T>(path: string): Promise<T> {
    this.#token ??= await this.#signIn();
    const response = await fetch(`http://localhost:7007/api/readiness${path}`, {
      headers: { Authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) {
      throw new Error(`${response.status} ${path}: ${await response.text()}`);
    }
    return await response.json();
  }

  async #signIn(): Promise<string> {
    const response = await fetch(
      'http://localhost:7007/api/auth/guest/refresh',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      },
    );
    const { backstageIdentity } = await response.json();
    return backstageIdentity.token;
  }

  /** `npm run demo -- …` */
  async demo(...args: string[]): Promise<string> {
    const { stdout } = await run('node', ['scripts/demo.mjs', ...args], {
      cwd: ROOT,
    });
    return stdout;
  }

  async stop(): Promise<void> {
    const closed = new Promise(done => this.#child.once('close', done));
    this.#child.removeAllListeners('close');
    const ended = new Promise(done => this.#child.once('exit', done));
    this.#child.kill('SIGTERM');
    await Promise.race([closed, ended]);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
