import type { PodTemplate, WorkloadClass } from './Workload';
import type { WorkloadDraft } from './WorkloadDraft';

const PARKED_AFTER_MS = 30 * 24 * 3_600_000;

const BATCH_KINDS = ['Job', 'CronJob'];

function isParked(draft: WorkloadDraft, now: number): boolean {
  const controller = draft.controller?.object;
  if (controller?.suspended) return true;
  return (
    controller?.replicas === 0 &&
    controller.unchangedSince !== undefined &&
    now - controller.unchangedSince > PARKED_AFTER_MS
  );
}

function isStateful(
  draft: WorkloadDraft,
  template: PodTemplate | undefined,
): boolean {
  const claimTemplates = draft.controller?.object.claimTemplates ?? [];
  return (
    claimTemplates.length > 0 ||
    (template?.volumes ?? []).some(volume =>
      ['persistentVolumeClaim', 'ephemeral'].includes(volume.type),
    )
  );
}

function runsToCompletion(template: PodTemplate | undefined): boolean {
  return ['Never', 'OnFailure'].includes(template?.restartPolicy ?? 'Always');
}

function base(
  draft: WorkloadDraft,
  template: PodTemplate | undefined,
  selected: boolean,
): WorkloadClass {
  if (draft.pod) return draft.pod;
  const { kind } = draft.identity;
  if (BATCH_KINDS.includes(kind) || runsToCompletion(template)) return 'batch';
  if (kind === 'DaemonSet') return 'agent';
  return selected ? 'service' : 'worker';
}

/** The classes of a workload (`catalogue/00` §0.2). */
export function workloadClasses(
  draft: WorkloadDraft,
  template: PodTemplate | undefined,
  selected: boolean,
  now: number,
): ReadonlySet<WorkloadClass> {
  const classes = new Set<WorkloadClass>([base(draft, template, selected)]);
  if (isStateful(draft, template)) classes.add('stateful');
  if (draft.owner) classes.add('operated');
  if (isParked(draft, now)) classes.add('parked');
  return classes;
}
