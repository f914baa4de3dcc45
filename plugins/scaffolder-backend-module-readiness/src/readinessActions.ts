import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type {
  ReadinessApi,
  TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';

/** What the actions stand on. */
export interface ActionServices {
  api: Pick<ReadinessApi, 'getTask'>;
  auth: Pick<AuthService, 'getPluginRequestToken'>;
}

/** A token that acts for who started the template: nobody gains rights by it. */
export async function tokenFor(
  { auth }: ActionServices,
  initiator: Promise<BackstageCredentials>,
): Promise<string> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await initiator,
    targetPluginId: 'readiness',
  });
  return token;
}

/**
 * The text of an issue. The id lets the backend find the issue of a task, and
 * people see two of one task.
 */
export function issueText(task: TaskDetail): string {
  return [
    `${task.title}.`,
    '',
    `Severity: ${task.severity}`,
    `Owner: ${task.owner}`,
    ...(task.dueAt ? [`Due: ${task.dueAt.slice(0, 10)}`] : []),
    `Findings: ${task.findingCount}`,
    '',
    'Closing this issue closes nothing there: a scan has to observe the fix.',
    `Readiness task: ${task.id}`,
  ].join('\n');
}
