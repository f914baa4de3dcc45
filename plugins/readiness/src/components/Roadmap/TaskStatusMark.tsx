import {
  StatusAborted,
  StatusError,
  StatusOK,
  StatusPending,
  StatusRunning,
} from '@backstage/core-components';
import type { TaskStatus } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';

const MARKS: Record<TaskStatus, typeof StatusOK> = {
  open: StatusPending,
  planned: StatusPending,
  in_progress: StatusRunning,
  awaiting_verification: StatusRunning,
  verified: StatusOK,
  reopened: StatusError,
  waived: StatusAborted,
  subject_removed: StatusAborted,
};

export function TaskStatusMark({ status }: { status: TaskStatus }) {
  const t = useMessages();
  const Mark = MARKS[status];
  return <Mark>{t(`taskStatus.${status}`)}</Mark>;
}
