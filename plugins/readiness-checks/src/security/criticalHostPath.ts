import { posix } from 'node:path';

/** Host directories whose files are the node. `/var/run` is `/run` on it. */
const GIVES_AWAY_THE_NODE = [
  '/etc',
  '/run/docker.sock',
  '/run/containerd',
  '/var/lib/kubelet',
];

function normalised(path: string): string {
  const clean = posix.resolve('/', path);
  return clean.replace(/^\/var\/run(?=\/|$)/, '/run');
}

const within = (path: string, directory: string) =>
  path === directory || path.startsWith(`${directory}/`);

/** True for a host path that is, holds, or lies in one of these directories. */
export function isCriticalHostPath(hostPath: string): boolean {
  const path = normalised(hostPath);
  // `/var` holds `/var/run`, whatever that links to.
  if (path === '/' || path === '/var') return true;
  return GIVES_AWAY_THE_NODE.some(
    directory => within(path, directory) || within(directory, path),
  );
}
