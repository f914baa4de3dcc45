import type { LabelSelector } from '../inventory/objects';
import type { Workload } from '../inventory/Workload';

/**
 * Workloads by the labels of their controller and template, so that a selector
 * is tried on the few that can match it.
 */
export class LabelIndex {
  readonly #all: readonly Workload[];
  readonly #byLabel = new Map<string, Workload[]>();

  static create(workloads: readonly Workload[]): LabelIndex {
    return new LabelIndex(workloads);
  }

  private constructor(workloads: readonly Workload[]) {
    this.#all = workloads;
    for (const workload of workloads) {
      const labels = { ...workload.template?.labels };
      const pairs = [
        ...Object.entries(labels),
        ...Object.entries(workload.labels),
      ].map(([key, value]) => `${key}=${value}`);
      for (const pair of new Set(pairs)) {
        const group = this.#byLabel.get(pair) ?? [];
        group.push(workload);
        this.#byLabel.set(pair, group);
      }
    }
  }

  /** A superset of what the selector matches, in the order given. */
  candidates(selector: LabelSelector | undefined): readonly Workload[] {
    const required = selector?.matchExpressions?.find(
      ({ operator }) => operator === 'In',
    );
    if (!required) return this.#all;
    const { key, values = [] } = required;
    const [value] = values;
    if (values.length === 1) return this.#byLabel.get(`${key}=${value}`) ?? [];
    const possible = new Set(
      values.flatMap(option => this.#byLabel.get(`${key}=${option}`) ?? []),
    );
    return this.#all.filter(workload => possible.has(workload));
  }
}
