import {
  slaState,
  slotText,
  type LeverKind,
  type Task,
  type TaskSlice,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { fromJson } from '../database/rows';
import { issueUrl } from './issueUrl';
import { isClosed, wantedSlot } from './storedPlan';
import type { CountedTask } from './TaskStore';

/** The text of an issue; the key lets people find two issues of one task. */
function issueBody(task: CountedTask): string {
  return [
    `${task.title}.`,
    '',
    `Severity: ${task.severity}`,
    `Owner: ${task.owner}`,
    ...(task.due_at ? [`Due: ${task.due_at.slice(0, 10)}`] : []),
    `Findings: ${task.findings}`,
    `Clusters: ${fromJson<string[]>(task.clusters).join(', ')}`,
    '',
    'It closes when a scan observes the fix.',
    `Readiness task: ${task.id}`,
    `Key: ${task.key}`,
  ].join('\n');
}

const ms = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' }).toMillis();

/** How much of its time is used, for what is due and not done. */
function slaOf(task: CountedTask, now: number): Task['sla'] {
  if (task.due_at === null || isClosed(task) || task.status === 'waived') {
    return undefined;
  }
  const startedAt = task.clock_at ?? task.created_at;
  return {
    startedAt,
    ...slaState({
      severity: task.severity,
      clockAt: ms(startedAt),
      dueAt: ms(task.due_at),
      now,
    }),
  };
}

function planFields(task: CountedTask, now: number): Partial<Task> {
  const place = wantedSlot(task, now);
  const weeks = fromJson<TaskSlice[]>(task.slices).map(({ week }) => week);
  const { type } = fromJson<{ type?: string }>(task.fix_root);
  return {
    ...(task.slot === 'week' && task.week !== null && { week: task.week }),
    ...(weeks.length > 0 && { weeks }),
    ...(place && { place: slotText(place) }),
    ...(task.quality !== null && {
      lever: type as LeverKind,
      quality: task.quality,
    }),
  };
}

export interface ApiTaskOptions {
  issueUrlTemplate?: string;
  /** Epoch ms. */
  now: number;
}

/** A task as the API answers it. */
export function apiTask(
  task: CountedTask,
  { issueUrlTemplate, now }: ApiTaskOptions,
): Task {
  const sla = slaOf(task, now);
  return {
    id: task.id,
    title: task.title,
    owner: task.owner,
    ...(task.assignee !== null && { assignee: task.assignee }),
    severity: task.severity,
    fixKey: task.fix_key,
    effortDays: task.effort_days,
    risk: task.risk,
    findingCount: task.findings,
    ...(task.due_at !== null && { dueAt: task.due_at }),
    ...(sla && { sla }),
    status: task.status,
    dependsOn: fromJson<string[]>(task.depends_on),
    clusters: fromJson<string[]>(task.clusters),
    ...(task.predicted_delta !== null && {
      predictedDelta: task.predicted_delta,
    }),
    ...(task.observed_delta !== null && { observedDelta: task.observed_delta }),
    because: task.because,
    capacityConflict: Boolean(task.capacity_conflict),
    ...planFields(task, now),
    ...(issueUrlTemplate && {
      issueUrl: issueUrl(issueUrlTemplate, {
        id: task.id,
        title: task.title,
        owner: task.owner,
        body: issueBody(task),
      }),
    }),
    version: task.version,
  };
}
