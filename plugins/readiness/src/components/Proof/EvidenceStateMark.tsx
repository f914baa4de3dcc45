import type { Evidence } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { StatusMark } from '../words/StatusMark';

const MARKS = {
  valid: 'ok',
  lapsing: 'warning',
  lapsed: 'aborted',
  failed: 'error',
} as const;

export function EvidenceStateMark({ state }: { state: Evidence['state'] }) {
  const t = useMessages();
  return (
    <StatusMark kind={MARKS[state]}>{t(`evidenceState.${state}`)}</StatusMark>
  );
}
