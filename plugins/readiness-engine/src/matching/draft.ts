import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type { MatchingSuggestion } from '../facts';
import type { Workload } from '../inventory/Workload';
import type { DemandIndex } from './DemandIndex';
import { ENTITY_ANNOTATIONS } from './entitySelector';
import type { Candidate, Home } from './homes';
import type { LabelIndex } from './LabelIndex';
import { matchesDemand } from './matchesDemand';
import { parseLabelSelector } from './parseLabelSelector';
import { annotationLines, placed, withId } from './pasteable';

/** The cluster and the entities that suggestions have to fit into. */
export interface Surroundings {
  index: LabelIndex;
  demands: DemandIndex;
}

/** A suggestion with its parts still apart. */
export interface Draft {
  basis: MatchingSuggestion['basis'];
  workloads: readonly Workload[];
  annotations?: Readonly<Record<string, string>>;
  manifest?: string;
}

const STRONGEST = ['argocd', 'helm', 'label', 'name'] as const;
const ID = ENTITY_ANNOTATIONS.id;

/** What all of the workloads are called by, the strongest of it. */
export function basisOf(homes: readonly Home[]): Draft['basis'] {
  return (
    STRONGEST.find(basis => homes.every(({ bases }) => bases.has(basis))) ??
    'name'
  );
}

/** The id that the entity asks for, where it asks for nothing else. */
export function ownId({ entity, demand }: Candidate): string | undefined {
  const id = entity.annotations[ID];
  return demand?.selector && demand.text === `${ID}=${id}` ? id : undefined;
}

/** Whether the id would be on this workload alone, and taken by nobody else. */
export function isFree(
  id: string,
  workload: Workload,
  { index, demands }: Surroundings,
  ref?: string,
): boolean {
  const parsed = parseLabelSelector(`${ID}=${id}`);
  if (!parsed.ok) return false;
  const demand = { selector: parsed.selector };
  return (
    !index
      .candidates(parsed.selector)
      .some(other => matchesDemand(demand, other)) &&
    demands.claimants(withId(workload, id)).every(other => other === ref)
  );
}

/**
 * The suggestion as people paste it.
 *
 * @param place - whose annotations they are, where the page does not say it
 */
export function written(
  { basis, workloads, annotations, manifest }: Draft,
  place: string | undefined,
): MatchingSuggestion {
  const lines = annotations && annotationLines(annotations);
  const parts = [
    lines && place ? placed(`metadata.annotations of ${place}`, lines) : lines,
    manifest,
  ].filter(part => part !== undefined);
  return {
    basis,
    content: parts.join('---\n'),
    workloads: workloads.map(({ subject }) => subjectKey(subject)),
  };
}
