import {
  StatusAborted,
  StatusError,
  StatusOK,
  StatusWarning,
} from '@backstage/core-components';
import type { Evidence } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';

const MARKS = {
  valid: StatusOK,
  lapsing: StatusWarning,
  lapsed: StatusAborted,
  failed: StatusError,
} as const;

export function EvidenceStateMark({ state }: { state: Evidence['state'] }) {
  const t = useMessages();
  const Mark = MARKS[state];
  return <Mark>{t(`evidenceState.${state}`)}</Mark>;
}
