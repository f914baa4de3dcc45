import { parseEntityRef } from '@backstage/catalog-model';
import type { IndexableDocument } from '@backstage/plugin-search-common';
import {
  CONTROLS,
  type CheckInfo,
  type Finding,
} from '@readiness/backstage-plugin-readiness-common';

/** An open finding as search knows it. @public */
export interface ReadinessFindingDocument extends IndexableDocument {
  /** Full ref of the service that it belongs to. */
  entityRef: string;
  severity: string;
  dimension: string;
  state: string;
  check: string;
  owner?: string;
}

/** A check of the catalogue as search knows it. @public */
export interface ReadinessCheckDocument extends IndexableDocument {
  check: string;
  severity: string;
  dimension: string;
}

/**
 * `undefined` for what belongs to no service: the permission of search is
 * asked per entity, and the platform's findings have none.
 */
export function findingDocument(
  finding: Finding,
  locationTemplate: string,
): ReadinessFindingDocument | undefined {
  const { entityRef, subject } = finding;
  if (!entityRef) return undefined;
  const parts = parseEntityRef(entityRef);
  const location = locationTemplate.replace(
    /:(kind|namespace|name)\b/g,
    (_, part: keyof typeof parts) => encodeURIComponent(parts[part]),
  );
  const where = [subject.namespace, subject.kind, subject.name]
    .filter(part => part !== undefined)
    .join(' ');
  return {
    title: `${finding.title}: ${subject.name}`,
    text: [
      where,
      ...finding.reasons.map(({ message }) => message),
      finding.why,
      finding.check,
    ].join('\n'),
    location: `${location}/readiness?finding=${encodeURIComponent(finding.id)}`,
    authorization: { resourceRef: entityRef },
    entityRef,
    severity: finding.severity,
    dimension: finding.dimension,
    state: finding.state,
    check: finding.check,
    ...(finding.owner && { owner: finding.owner }),
  };
}

export function checkDocument(check: CheckInfo): ReadinessCheckDocument {
  const { why, fix, traps } = check.texts;
  const control = CONTROLS[check.control as keyof typeof CONTROLS]?.title;
  return {
    title: check.title,
    text: [why, control, fix, ...traps, check.id]
      .filter(part => part !== undefined)
      .join('\n'),
    location: `/readiness/checks?q=${encodeURIComponent(check.id)}`,
    check: check.id,
    severity: check.severity,
    dimension: check.dimension,
  };
}
