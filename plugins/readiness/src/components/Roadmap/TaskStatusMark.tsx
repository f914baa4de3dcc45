import type { TaskStatus } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { type StatusKind, StatusMark } from '../words/StatusMark';

const MARKS: Record<TaskStatus, StatusKind> = {
  open: 'pending',
  planned: 'pending',
  in_progress: 'running',
  awaiting_verification: 'running',
  verified: 'ok',
  reopened: 'error',
  waived: 'aborted',
  subject_removed: 'aborted',
};

export function TaskStatusMark({ status }: { status: TaskStatus }) {
  const t = useMessages();
  return (
    <StatusMark kind={MARKS[status]}>{t(`taskStatus.${status}`)}</StatusMark>
  );
}
