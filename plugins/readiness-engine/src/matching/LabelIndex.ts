import type { LabelSelector } from '../inventory/objects';
import type { Workload } from '../inventory/Workload';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/** A label key with or without a value. */
export function labelPairs(
  labels: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    key,
    `${key}=${value}`,
  ]);
}

/**
 * The pairs of which a selector needs one on whatever it selects; `undefined`
 * for a selector that only says what there must not be.
 */
export function requiredPairs(
  selector: LabelSelector | undefined,
): readonly string[] | undefined {
  const expressions: readonly Expression[] = selector?.matchExpressions ?? [];
  const valued = expressions.find(({ operator }) => operator === 'In');
  if (valued) return valued.values?.map(value => `${valued.key}=${value}`);
  const present = expressions.find(({ operator }) => operator === 'Exists');
  return present && [present.key];
}

/**
 * Workloads by the labels of their controller and template, so that a selector
 * is tried on the few that can match it.
 */
export class LabelIndex {
  readonly #all: readonly Workload[];
  readonly #byPair = new Map<string, Workload[]>();

  static create(workloads: readonly Workload[]): LabelIndex {
    return new LabelIndex(workloads);
  }

  private constructor(workloads: readonly Workload[]) {
    this.#all = workloads;
    for (const workload of workloads) {
      const pairs = [
        ...labelPairs(workload.labels),
        ...labelPairs(workload.template?.labels ?? {}),
      ];
      for (const pair of new Set(pairs)) {
        const group = this.#byPair.get(pair) ?? [];
        this.#byPair.set(pair, group);
        group.push(workload);
      }
    }
  }

  /** A superset of what the selector matches, in the order given. */
  candidates(selector: LabelSelector | undefined): readonly Workload[] {
    const required = requiredPairs(selector);
    if (!required) return this.#all;
    const groups = required.flatMap(pair => this.#byPair.get(pair) ?? []);
    if (required.length === 1) return groups;
    const possible = new Set(groups);
    return this.#all.filter(workload => possible.has(workload));
  }
}
