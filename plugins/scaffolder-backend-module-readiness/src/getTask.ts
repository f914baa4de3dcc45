import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { issueText, tokenFor, type ActionServices } from './readinessActions';

/** `readiness:task:get`: what an action that creates an issue needs. */
export function createGetTaskAction(services: ActionServices) {
  return createTemplateAction({
    id: 'readiness:task:get',
    description:
      'Reads a task of the readiness roadmap, with a text for an issue',
    supportsDryRun: true,
    schema: {
      input: {
        taskId: z => z.string().min(1).describe('Id of the task'),
      },
      output: {
        title: z => z.string(),
        body: z => z.string().describe('Text of an issue, in Markdown'),
        owner: z => z.string().describe('Entity ref of the owner'),
        status: z => z.string(),
        dueAt: z => z.string().optional(),
        version: z => z.number().describe('To change it as it was read'),
      },
    },
    async handler(ctx) {
      const token = await tokenFor(services, ctx.getInitiatorCredentials());
      const task = await services.api.getTask(ctx.input.taskId, { token });
      ctx.logger.info(`Task ${task.id}: ${task.title}`);
      ctx.output('title', task.title);
      ctx.output('body', issueText(task));
      ctx.output('owner', task.owner);
      ctx.output('status', task.status);
      if (task.dueAt) ctx.output('dueAt', task.dueAt);
      ctx.output('version', task.version);
    },
  });
}
