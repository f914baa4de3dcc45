import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

const BINARIES = ['/usr/bin/prometheus', '/usr/bin/promtool'];

export const hasPrometheus = BINARIES.every(existsSync);

/** A series with its samples, seconds and value. */
export interface BackfilledSeries {
  labels: Readonly<Record<string, string>>;
  points: readonly (readonly [number, number])[];
}

export interface RealPrometheus {
  get(path: string, query: Readonly<Record<string, string>>): Promise<unknown>;
  close(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function writeSamples(
  file: string,
  series: readonly BackfilledSeries[],
): Promise<void> {
  const out = createWriteStream(file);
  const families = new Set(series.map(({ labels }) => labels.__name__));
  for (const family of families) {
    // All of unknown type: the name of a counter has to end in _total else.
    out.write(`# TYPE ${family} unknown\n`);
    for (const { labels, points } of series) {
      if (labels.__name__ !== family) continue;
      const { __name__: name, ...rest } = labels;
      const written = Object.entries(rest)
        .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
        .join(',');
      for (const [time, value] of points) {
        out.write(`${name}{${written}} ${value} ${time}\n`);
      }
    }
  }
  out.end('# EOF\n');
  await finished(out);
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (child.exitCode !== null) throw new Error('prometheus ended early');
    const ready = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (ready?.ok) return;
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
  }
  throw new Error('prometheus did not become ready');
}

/** A Prometheus on a free port that remembers these samples. */
export async function startPrometheus(
  series: readonly BackfilledSeries[],
): Promise<RealPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-prometheus-'));
  const samples = join(folder, 'samples.txt');
  const data = join(folder, 'data');
  const config = join(folder, 'prometheus.yml');
  await writeSamples(samples, series);
  execFileSync(
    BINARIES[1],
    [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      '--max-block-duration=400h',
      samples,
      data,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  writeFileSync(config, 'scrape_configs: []\n');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    BINARIES[0],
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=10y',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  const close = async () => {
    if (child.exitCode === null) {
      const ended = new Promise(resolve => {
        child.once('exit', resolve);
      });
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true });
  };
  try {
    await untilReady(url, child);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    close,
    get: async (path, query) => {
      const asked = `${url}${path}?${new URLSearchParams(query)}`;
      return (await fetch(asked)).json();
    },
  };
}
