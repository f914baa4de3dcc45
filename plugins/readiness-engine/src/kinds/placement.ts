import type {
  NodeRequirement,
  PodTemplate,
  Spread,
  Toleration,
} from '../inventory/Workload';
import { at, items, text, textMap, texts, word } from './fields';
import { labelSelector } from './metadata';

/** A requirement as node affinities and node pools write it. */
export function nodeRequirement(raw: unknown): NodeRequirement {
  return {
    key: text(at(raw, 'key')) ?? '',
    operator: text(at(raw, 'operator')) ?? '',
    values: texts(at(raw, 'values')),
  };
}

function toleration(raw: unknown): Toleration {
  return {
    key: word(at(raw, 'key')),
    operator: word(at(raw, 'operator')) ?? 'Equal',
    value: text(at(raw, 'value')),
    effect: word(at(raw, 'effect')),
  };
}

function antiAffinity(term: unknown, required: boolean): Spread {
  return {
    type: 'podAntiAffinity',
    topologyKey: text(at(term, 'topologyKey')) ?? '',
    required,
    selector: labelSelector(at(term, 'labelSelector')),
  };
}

function spread(spec: unknown): readonly Spread[] {
  const rules = at(spec, 'affinity', 'podAntiAffinity');
  return [
    ...items(at(spec, 'topologySpreadConstraints')).map(constraint => ({
      type: 'topologySpread' as const,
      topologyKey: text(at(constraint, 'topologyKey')) ?? '',
      required: at(constraint, 'whenUnsatisfiable') !== 'ScheduleAnyway',
      selector: labelSelector(at(constraint, 'labelSelector')),
    })),
    ...items(at(rules, 'requiredDuringSchedulingIgnoredDuringExecution')).map(
      term => antiAffinity(term, true),
    ),
    ...items(at(rules, 'preferredDuringSchedulingIgnoredDuringExecution')).map(
      entry => antiAffinity(at(entry, 'podAffinityTerm'), false),
    ),
  ];
}

/** Where pods may run and how they are kept apart. */
export function placement(
  spec: unknown,
): Pick<
  PodTemplate,
  'nodeSelector' | 'nodeAffinity' | 'tolerations' | 'spread'
> {
  const terms = at(
    spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  return {
    nodeSelector: textMap(at(spec, 'nodeSelector')),
    nodeAffinity: items(at(terms, 'nodeSelectorTerms')).map(term =>
      items(at(term, 'matchExpressions')).map(nodeRequirement),
    ),
    tolerations: items(at(spec, 'tolerations')).map(toleration),
    spread: spread(spec),
  };
}
