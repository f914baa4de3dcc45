import type { AnyCheck, DeliveryKind, Extractor } from '../check';
import type { ExtractedFact } from '../finding';
import type { Facts } from '../inventory/WorkloadDraft';

/** Facts by the extractor's id; `undefined` of one that threw. */
export type DeliveredFacts = Readonly<
  Record<string, readonly ExtractedFact[] | undefined>
>;

/**
 * Runs the extractors of checks on raw objects (decision D6). One that throws
 * leaves no facts, which the engine reads as undecidable.
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

  /** What they see in an object that delivers workloads. */
  runOnDelivery(kind: DeliveryKind, raw: unknown): DeliveredFacts {
    return Object.fromEntries(
      this.#extractors.flatMap<
        [id: string, facts: readonly ExtractedFact[] | undefined]
      >(({ id, delivery }) => {
        const look = delivery?.[kind];
        if (!look) return [];
        try {
          return [[id, look(raw)]];
        } catch {
          return [[id, undefined]];
        }
      }),
    );
  }
}
