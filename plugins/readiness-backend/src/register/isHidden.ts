import { parseSubjectKey } from '@readiness/backstage-plugin-readiness-common';
import {
  CONTROLLER_KINDS,
  KINDS,
  type ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import { isUnseen } from './visibilityFindings';

/** The source that would show a workload; bare pods and custom ones show as pods. */
function workloadSource(apiGroup: string, kind: string): string {
  return (
    [...CONTROLLER_KINDS, 'replicaSets' as const].find(
      key => KINDS[key].kind === kind && KINDS[key].group === apiGroup,
    ) ?? 'pods'
  );
}

/**
 * Whether a subject that a scan does not mention may exist all the same:
 * because its source could not be read, or because the scan of one entity does
 * not look for namespaces and clusters.
 */
export function isHidden(key: string, result: ScanResult): boolean {
  const subject = parseSubjectKey(key);
  if (!subject) return false;
  if (result.namespaces && subject.type !== 'workload') return true;
  if (subject.type === 'entity' || subject.type === 'cluster') return false;
  const source =
    subject.type === 'namespace'
      ? 'namespaces'
      : workloadSource(subject.apiGroup ?? '', subject.kind);
  return result.sources.some(({ key: name, state }) => {
    return name === source && isUnseen({ state });
  });
}
