import type { ImageReference } from '../imageReference';

/** How firmly a reference names what it runs. */
export type Pinning = 'digest' | 'version' | 'floating' | 'untagged';

const COMMIT = /^[0-9a-f]{7,40}$/;

/**
 * A tag without a number and without a commit names no version: `latest`,
 * `main`, `stable-slim`, `alpine`. Builds of a branch such as `main-9f3c2ab` do.
 */
function isFloating(tag: string): boolean {
  return !(
    /\d/.test(tag) || tag.split(/[-_.]/).some(part => COMMIT.test(part))
  );
}

/** A digest wins over whatever tag stands beside it. */
export function pinningOf({ tag, digest }: ImageReference): Pinning {
  if (digest !== undefined) return 'digest';
  if (tag === undefined) return 'untagged';
  return isFloating(tag) ? 'floating' : 'version';
}
