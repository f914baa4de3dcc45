import type { ResourceRead } from '../check';
import type { ProjectedKinds } from '../inventory/Inventory';
import { optionalList } from '../reads';

/** Where findings of other tools are read from, by the name of the switch. @public */
export const IMPORT_SOURCES = {
  policyReports: [
    'policyReports',
    'clusterPolicyReports',
    'openReports',
    'openClusterReports',
  ],
  trivy: [
    'configAuditReports',
    'exposedSecretReports',
    'rbacAssessmentReports',
  ],
  kubescape: ['kubescapeScans'],
} as const satisfies Readonly<
  Record<string, readonly (keyof ProjectedKinds)[]>
>;

/** @public */
export type ImportSource = keyof typeof IMPORT_SOURCES;

/** @public */
export type ImportKey = (typeof IMPORT_SOURCES)[ImportSource][number];

/** The kinds that the switched-on sources are read from. @public */
export function importKeys(
  sources: readonly ImportSource[],
): readonly ImportKey[] {
  return sources.flatMap(source => [...IMPORT_SOURCES[source]]);
}

/** What has to be read beside the reads of the checks. @public */
export function importReads(
  sources: readonly ImportSource[],
): readonly ResourceRead<ImportKey>[] {
  return importKeys(sources).map(key => optionalList(key));
}
