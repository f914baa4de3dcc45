/** What a shelf needs of an object to tell it from others. */
interface Named {
  name: string;
  namespace?: string;
  /** Told apart by it where objects of several kinds share a shelf. */
  kind?: string;
}

/**
 * Objects of one kind until all are there. They are kept by name and handed
 * out sorted, so that neither pages nor their order show afterwards.
 */
export class Shelf<T extends Named> {
  readonly #objects = new Map<string, T>();

  static create<T extends Named>(): Shelf<T> {
    return new Shelf<T>();
  }

  private constructor() {}

  put(object: T): void {
    const { namespace = '', kind = '', name } = object;
    this.#objects.set(`${namespace}/${name}/${kind}`, object);
  }

  /** Empties one namespace, or everything. */
  clear(namespace?: string): void {
    if (namespace === undefined) this.#objects.clear();
    for (const [key, object] of this.#objects) {
      if (object.namespace === namespace) this.#objects.delete(key);
    }
  }

  sorted(): readonly T[] {
    return [...this.#objects.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }
}
