import type { Workload } from '../inventory/Workload';
import type { EntityDemand } from './entitySelector';
import { labelPairs, requiredPairs } from './LabelIndex';
import { matchesDemand } from './matchesDemand';

interface Demanding {
  ref: string;
  demand: EntityDemand;
}

type Labelled = Pick<Workload, 'namespace' | 'labels'> & {
  template?: { labels: Workload['labels'] };
};

/** Entities by a label that they require, so that few are tried on a workload. */
export class DemandIndex {
  readonly #byPair = new Map<string, Demanding[]>();
  /** Those that only say what there must not be, and malformed ones. */
  readonly #others: Demanding[] = [];

  static create(demanding: readonly Demanding[]): DemandIndex {
    return new DemandIndex(demanding);
  }

  private constructor(demanding: readonly Demanding[]) {
    for (const entity of demanding) {
      const required = requiredPairs(entity.demand.selector);
      if (!required) this.#others.push(entity);
      for (const pair of required ?? []) {
        const group = this.#byPair.get(pair) ?? [];
        this.#byPair.set(pair, group);
        group.push(entity);
      }
    }
  }

  /** Refs of the entities that take a workload with these labels. */
  claimants(workload: Labelled): readonly string[] {
    const pairs = [
      ...labelPairs(workload.labels),
      ...labelPairs(workload.template?.labels ?? {}),
    ];
    const possible = [
      ...this.#others,
      ...[...new Set(pairs)].flatMap(pair => this.#byPair.get(pair) ?? []),
    ];
    const refs = possible
      .filter(({ demand }) => matchesDemand(demand, workload))
      .map(({ ref }) => ref);
    return [...new Set(refs)];
  }
}
