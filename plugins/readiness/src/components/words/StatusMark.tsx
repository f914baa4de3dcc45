import {
  StatusAborted,
  StatusError,
  StatusOK,
  StatusPending,
  StatusRunning,
  StatusWarning,
} from '@backstage/core-components';
import type { ReactNode } from 'react';

const MARKS = {
  ok: StatusOK,
  warning: StatusWarning,
  error: StatusError,
  pending: StatusPending,
  running: StatusRunning,
  aborted: StatusAborted,
} as const;

export type StatusKind = keyof typeof MARKS;

/**
 * A state as icon and word. The portal's own mark hides both from assistive
 * technology; here the word is all there is, so it is read out.
 */
export function StatusMark(props: { kind: StatusKind; children: ReactNode }) {
  const Mark = MARKS[props.kind];
  return (
    <Mark aria-hidden={undefined} aria-label={undefined}>
      {props.children}
    </Mark>
  );
}
