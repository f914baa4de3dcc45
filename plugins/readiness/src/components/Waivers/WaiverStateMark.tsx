import type { WaiverState } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { type StatusKind, StatusMark } from '../words/StatusMark';

const KINDS: Record<WaiverState, StatusKind> = {
  requested: 'pending',
  approved: 'ok',
  rejected: 'error',
  revoked: 'aborted',
  expired: 'aborted',
  void: 'warning',
  renewed: 'aborted',
};

/** What became of a waiver, as icon and word. */
export function WaiverStateMark({ state }: { state: WaiverState }) {
  const t = useMessages();
  return (
    <StatusMark kind={KINDS[state]}>{t(`waiverState.${state}`)}</StatusMark>
  );
}
