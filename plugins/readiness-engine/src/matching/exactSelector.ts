import type { Workload } from '../inventory/Workload';
import { ENTITY_ANNOTATIONS } from './entitySelector';
import { labelValues } from './knownNames';
import type { LabelIndex } from './LabelIndex';
import { matchesDemand } from './matchesDemand';
import { parseLabelSelector } from './parseLabelSelector';

/** A selector that takes certain workloads and no other. */
export interface ExactSelector {
  text: string;
  /** Only where the selector alone would take more, or where it has to be said. */
  namespace?: string;
}

/** Labels that stay the same from one release to the next, the likeliest first. */
const STABLE_LABELS = [
  ENTITY_ANNOTATIONS.id,
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app',
  'k8s-app',
  'run',
  'app.kubernetes.io/part-of',
  'kustomize.toolkit.fluxcd.io/name',
  'helm.toolkit.fluxcd.io/name',
] as const;

const PAIRS = [
  ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
  ['app.kubernetes.io/name', 'app.kubernetes.io/component'],
  ['app.kubernetes.io/instance', 'app.kubernetes.io/component'],
] as const;

const LISTED_LABELS = STABLE_LABELS.slice(0, 5);
/** A longer list is nothing that people would keep. */
const MAX_LISTED = 8;

interface Requirement {
  text: string;
  values: readonly string[];
}

function single(workload: Workload, label: string): readonly Requirement[] {
  return labelValues(workload, label).map(value => ({
    text: `${label}=${value}`,
    values: [value],
  }));
}

function listed(
  workloads: readonly Workload[],
  label: string,
): readonly Requirement[] {
  const values = workloads.map(workload => labelValues(workload, label)[0]);
  const distinct = [...new Set(values)].sort();
  return values.includes(undefined as never) ||
    distinct.length < 2 ||
    distinct.length > MAX_LISTED
    ? []
    : [{ text: `${label} in (${distinct.join(', ')})`, values: distinct }];
}

/** Selectors that may take all of them, those that hold the name first. */
function possible(
  workloads: readonly Workload[],
  name: string | undefined,
): readonly string[] {
  const [first] = workloads;
  const requirements = [
    ...STABLE_LABELS.flatMap(label => single(first, label)),
    ...PAIRS.flatMap(([one, two]) =>
      single(first, one).flatMap(a =>
        single(first, two).map(b => ({
          text: `${a.text},${b.text}`,
          values: [...a.values, ...b.values],
        })),
      ),
    ),
    ...LISTED_LABELS.flatMap(label => listed(workloads, label)),
  ];
  const isNamed = ({ values }: Requirement) =>
    values.some(value => value.toLowerCase() === name);
  return [
    ...requirements.filter(isNamed),
    ...requirements.filter(requirement => !isNamed(requirement)),
  ].map(({ text }) => text);
}

/** Whether a selector takes these workloads and no other. */
function takesExactly(
  { text, namespace }: ExactSelector,
  wanted: ReadonlySet<Workload>,
  index: LabelIndex,
): boolean {
  const parsed = parseLabelSelector(text);
  if (!parsed.ok) return false;
  const demand = { selector: parsed.selector, namespace };
  let taken = 0;
  for (const workload of index.candidates(parsed.selector)) {
    if (matchesDemand(demand, workload)) {
      if (!wanted.has(workload)) return false;
      taken += 1;
    }
  }
  return taken === wanted.size;
}

/**
 * A selector for exactly these workloads among all of the cluster, by labels
 * that they carry already.
 */
export function exactSelector(
  workloads: readonly Workload[],
  index: LabelIndex,
  options: {
    /** A value that is preferred. */
    name?: string;
    /** The namespace has to be said, since another one is said now. */
    pinned?: boolean;
  } = {},
): ExactSelector | undefined {
  const wanted = new Set(workloads);
  const namespaces = new Set(workloads.map(({ namespace }) => namespace));
  const [namespace] = namespaces;
  const scopes: Pick<ExactSelector, 'namespace'>[] = [
    ...(options.pinned ? [] : [{}]),
    ...(namespaces.size === 1 ? [{ namespace }] : []),
  ];
  for (const text of possible(workloads, options.name)) {
    for (const scope of scopes) {
      const selector = { text, ...scope };
      if (takesExactly(selector, wanted, index)) return selector;
    }
  }
  return undefined;
}
