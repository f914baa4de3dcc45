import type { Read } from '../check';
import type { Source } from '../facts';

/** Signals are connected elsewhere; evidence is handed to the judge. */
export function unreadSources(
  reads: readonly Read[],
  stamp: string,
): readonly Source[] {
  const byKey = new Map<string, Source>();
  for (const read of reads) {
    if ('signal' in read) {
      byKey.set(read.provides, {
        key: read.provides,
        resource: `${read.signal}: ${read.query}`,
        state: 'notConnected',
        count: 0,
        at: stamp,
      });
    } else if ('evidence' in read) {
      byKey.set(read.provides, {
        key: read.provides,
        resource: 'evidence',
        state: 'ok',
        count: 0,
        at: stamp,
      });
    }
  }
  return [...byKey.values()];
}
