import type { AnyCheck, Extractor } from '../check';
import type { Facts } from '../inventory/WorkloadDraft';

/**
 * Runs the extractors of checks on raw pod templates (decision D6). One that
 * throws leaves no facts, which the engine reads as undecidable.
 */
export class Extraction {
  readonly #extractors: readonly Extractor[];

  static create(checks: readonly AnyCheck[]): Extraction {
    const byId = new Map<string, Extractor>();
    for (const { extract } of checks) {
      if (extract) byId.set(extract.id, extract);
    }
    return new Extraction([...byId.values()]);
  }

  private constructor(extractors: readonly Extractor[]) {
    this.#extractors = extractors;
  }

  run(podSpec: unknown, metadata: unknown): Facts {
    return Object.fromEntries(
      this.#extractors.flatMap(extractor => {
        try {
          return [[extractor.id, extractor.run(podSpec, metadata)]];
        } catch {
          return [];
        }
      }),
    );
  }
}
