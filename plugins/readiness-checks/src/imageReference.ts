/** An image as a pod names it, taken apart. */
export interface ImageReference {
  /** e.g. `quay.io`; `docker.io` where none is named. */
  registry: string;
  /** e.g. `prometheus/node-exporter`, `library/nginx`. */
  repository: string;
  tag?: string;
  digest?: string;
}

const HOST =
  /^(?:\[[0-9a-fA-F:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::\d+)?$/;
/** Of a separator there is at least one character, so that it matches one way only. */
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z][a-z0-9]*(?:[+._-][a-z][a-z0-9]*)*:[0-9a-f]{32,}$/i;

/** The parts of its path, the last one without tag, of any text at all. */
export function imagePath(image: string): readonly string[] {
  const path = image.split('@')[0].split('/');
  return [...path.slice(0, -1), path[path.length - 1].split(':')[0]];
}

/** What a program is commonly called by: the last part of its image's path. */
export function imageName(image: string): string {
  const path = imagePath(image);
  return path[path.length - 1];
}

/** Text before and after a mark; nothing after it where it is missing. */
function cut(text: string, at: number): readonly [string, string | undefined] {
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The first part is a host where it cannot be a path of Docker Hub. */
const isHost = (part: string) =>
  /[.:]/.test(part) || part === 'localhost' || part !== part.toLowerCase();

const fits = (pattern: RegExp, text: string | undefined) =>
  text === undefined || pattern.test(text);

/**
 * `undefined` where the text names no image. The API server takes any text for
 * one, `app:${VERSION}` among them, so the time this takes must not depend on
 * what it is: each part is cut off first and matched alone.
 *
 * @see https://github.com/distribution/reference/blob/main/reference.go
 */
export function parseImage(
  image: string | undefined,
): ImageReference | undefined {
  if (!image) return undefined;
  const [named, digest] = cut(image, image.indexOf('@'));
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const [name, tag] = cut(named, colon);
  const [first, rest] = cut(name, name.indexOf('/'));
  const hosted = rest !== undefined && isHost(first);
  const path = (hosted ? rest : name).split('/');
  if (
    (hosted && !HOST.test(first)) ||
    !path.every(part => PATH.test(part)) ||
    !fits(TAG, tag) ||
    !fits(DIGEST, digest)
  ) {
    return undefined;
  }
  const repository = path.join('/');
  return {
    registry: hosted ? first : 'docker.io',
    repository:
      hosted || path.length > 1 ? repository : `library/${repository}`,
    tag,
    digest,
  };
}
