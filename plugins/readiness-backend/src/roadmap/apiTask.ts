import type { Task } from '@readiness/backstage-plugin-readiness-common';
import { fromJson } from '../database/rows';
import { issueUrl } from './issueUrl';
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

/** A task as the API answers it. */
export function apiTask(task: CountedTask, issueUrlTemplate?: string): Task {
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
    status: task.status,
    dependsOn: fromJson<string[]>(task.depends_on),
    ...(task.predicted_delta !== null && {
      predictedDelta: task.predicted_delta,
    }),
    ...(task.observed_delta !== null && { observedDelta: task.observed_delta }),
    because: task.because,
    capacityConflict: Boolean(task.capacity_conflict),
    ...(task.slot === 'week' && task.week !== null && { week: task.week }),
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
