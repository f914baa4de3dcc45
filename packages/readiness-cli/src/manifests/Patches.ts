import { posix } from 'node:path';

const texts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : [];

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [];

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;

/**
 * Files that a kustomization uses as patches: they look like objects and are
 * parts of some. Nobody applies them as they are, so they are not judged.
 */
export class Patches {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  static create(): Patches {
    return new Patches();
  }

  private constructor() {}

  /** Learns from a kustomization in this folder. */
  take(kustomization: unknown, folder: string): void {
    this.#folders.add(folder);
    const named = [
      ...list(field(kustomization, 'patchesStrategicMerge')).flatMap(texts),
      ...['patches', 'patchesJson6902', 'replacements', 'transformers'].flatMap(
        key =>
          list(field(kustomization, key)).flatMap(entry => [
            ...texts(entry),
            ...texts(field(entry, 'path')),
          ]),
      ),
    ];
    for (const name of named) this.#files.add(posix.join(folder, name));
  }

  covers(file: string): boolean {
    return this.#files.has(file);
  }

  notes(): readonly string[] {
    return [...this.#folders].map(
      folder =>
        `${folder} has a kustomization: what it changes is not seen here. Judge what it builds: kustomize build ${folder} | readiness scan -`,
    );
  }
}
