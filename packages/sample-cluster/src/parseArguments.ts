import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { SampleClusterSpec } from './startSampleClusters';

/** How to call the server, for people. */
export const USAGE = `Serves sample clusters over the Kubernetes API.

  --cluster NAME=PORT=FOLDER     a cluster over a folder of YAML; may be repeated
  --port PORT --folder FOLDER    one cluster, named like its folder
  --port PORT --recording FOLDER one recorded cluster
  --artefacts FOLDER             texts to serve under /__artefacts/`;

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/**
 * Reads the command line; relative folders count from `cwd`.
 *
 * @throws UsageError
 */
export function parseArguments(
  args: readonly string[],
  cwd: string,
): { clusters: SampleClusterSpec[]; artefacts?: string } {
  const values = parse(args);
  const clusters: SampleClusterSpec[] = (values.cluster ?? []).map(text => {
    const [, name, port, folder] = /^([^=]+)=(\d+)=(.+)$/.exec(text) ?? [];
    if (!name) {
      throw new UsageError(`--cluster ${text}: NAME=PORT=FOLDER is expected`);
    }
    return { name, port: portOf(port), folder: resolve(cwd, folder) };
  });
  const { folder, recording, port } = values;
  if (folder !== undefined && recording !== undefined) {
    throw new UsageError('Give --folder or --recording, not both.');
  }
  const single = folder ?? recording;
  if (single !== undefined) {
    if (port === undefined) throw new UsageError('--port is missing.');
    const path = resolve(cwd, single);
    clusters.push({
      name: basename(path),
      port: portOf(port),
      ...(folder === undefined ? { recording: path } : { folder: path }),
    });
  }
  if (clusters.length === 0) throw new UsageError('No cluster is given.');
  return {
    clusters,
    ...(values.artefacts !== undefined && {
      artefacts: resolve(cwd, values.artefacts),
    }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        cluster: { type: 'string', multiple: true },
        port: { type: 'string' },
        folder: { type: 'string' },
        recording: { type: 'string' },
        artefacts: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `${error}`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port ${text}: a port number is expected`);
  }
  return port;
}
