import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ListeningCluster,
  type SampleCluster,
  createSampleCluster,
} from './SampleCluster';

/** One cluster to serve. @public */
export interface SampleClusterSpec {
  name: string;
  /** 0 takes a free one. */
  port: number;
  folder?: string;
  recording?: string;
}

/** @public */
export interface RunningSampleCluster extends ListeningCluster {
  name: string;
  sample: SampleCluster;
}

/**
 * Serves several clusters, each on its own port. Parts of their folders that
 * cannot be served are told to `warn`, one line each.
 *
 * @throws Error where a folder does not exist or a port is taken; nothing is
 * left listening then.
 * @public
 */
export async function startSampleClusters(options: {
  clusters: readonly SampleClusterSpec[];
  /** A folder of texts to serve under `/__artefacts/`. */
  artefacts?: string;
  now?: () => number;
  warn?(line: string): void;
}): Promise<{ clusters: RunningSampleCluster[]; close(): Promise<void> }> {
  const artefacts = options.artefacts ? textsOf(options.artefacts) : {};
  const running: RunningSampleCluster[] = [];
  // One for all: a backup of one cluster has the same name in another.
  const startedAt = (options.now ?? Date.now)();
  const close = async () => {
    await Promise.all(running.map(cluster => cluster.close()));
  };
  try {
    for (const { name, port, folder, recording } of options.clusters) {
      for (const path of [folder, recording]) {
        if (path !== undefined && !isFolder(path)) {
          throw new Error(`${name}: ${path} is not a folder`);
        }
      }
      const sample = createSampleCluster({
        name,
        folder,
        recording,
        artefacts,
        startedAt,
        now: options.now,
      });
      for (const { file, line, message } of sample.problems) {
        const place = line === undefined ? file : `${file}:${line}`;
        options.warn?.(`${name}: ${place}: ${message}; not served`);
      }
      const listening = await sample.listen(port);
      running.push({ ...listening, name, sample });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { clusters: running, close };
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function textsOf(folder: string): Record<string, string> {
  if (!isFolder(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder).map(name => [
      name,
      readFileSync(join(folder, name), 'utf8'),
    ]),
  );
}
