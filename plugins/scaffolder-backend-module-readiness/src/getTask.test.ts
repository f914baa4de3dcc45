import { mockCredentials } from '@backstage/backend-test-utils';
import type { TaskDetail } from '@readiness/backstage-plugin-readiness-common';
import { createGetTaskAction } from './getTask';

const TASK = {
  id: 't1',
  title: 'Set the probes in checkout',
  owner: 'group:default/checkout',
  severity: 'high',
  status: 'open',
  findingCount: 2,
  dueAt: '2026-12-01T00:00:00.000Z',
  version: 3,
} as TaskDetail;

describe('readiness:task:get', () => {
  it('reads the task for who started the template', async () => {
    const asked: unknown[] = [];
    const action = createGetTaskAction({
      api: {
        getTask: async (...args) => {
          asked.push(args);
          return TASK;
        },
      },
      auth: {
        getPluginRequestToken: async options => ({
          token: JSON.stringify(options),
        }),
      },
    });
    const output: Record<string, unknown> = {};
    await action.handler({
      input: { taskId: 't1' },
      output: (name: string, value: unknown) => {
        output[name] = value;
      },
      logger: { info: () => {} },
      getInitiatorCredentials: async () =>
        mockCredentials.user('user:default/ana'),
    } as unknown as Parameters<typeof action.handler>[0]);
    expect(asked).toEqual([
      [
        't1',
        {
          token: JSON.stringify({
            onBehalfOf: mockCredentials.user('user:default/ana'),
            targetPluginId: 'readiness',
          }),
        },
      ],
    ]);
    expect(output).toMatchObject({
      title: TASK.title,
      owner: TASK.owner,
      version: 3,
      body: expect.stringContaining('Readiness task: t1'),
    });
  });
});
