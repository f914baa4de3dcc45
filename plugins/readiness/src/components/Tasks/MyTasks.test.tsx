import type { ReadinessApi } from '@readiness/backstage-plugin-readiness-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { secretTask, secretTaskDetail } from '../../__fixtures__/plan';
import { readinessApiMock } from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { MyTasks } from './MyTasks';
import { MyTasksCard } from './MyTasksCard';

const overdue = {
  ...secretTask,
  sla: {
    startedAt: '2026-11-01T00:00:00.000Z',
    share: 1.2,
    mark: 'over' as const,
  },
};

const client = (items = [overdue]): Partial<ReadinessApi> => ({
  getTasks: async () => ({ items, totalItems: items.length }),
  getTask: async () => secretTaskDetail,
});

describe('MyTasks', () => {
  it('asks for what is mine, and opens it', async () => {
    const api = readinessApiMock(client());
    renderPart(<MyTasks />, { api, at: '/' });
    expect(await screen.findByText('1 task, by due date')).toBeVisible();
    expect(screen.getByRole('row', { name: /overdue/ })).toBeVisible();
    expect(api.getTasks).toHaveBeenCalledWith({ mine: true, limit: 500 });
    await userEvent.click(
      screen.getByRole('button', { name: secretTask.title }),
    );
    expect(await screen.findByText('Vault is ready')).toBeVisible();
  });

  it('says what it means that nothing is there', async () => {
    renderPart(<MyTasks />, { api: readinessApiMock(client([])), at: '/' });
    expect(await screen.findByText('Nothing is yours')).toBeVisible();
  });
});

describe('MyTasksCard', () => {
  it('lists what is due first', async () => {
    const api = readinessApiMock(client());
    renderPart(<MyTasksCard />, { api, at: '/' });
    expect(
      await screen.findByText(/Take secrets from a manager/),
    ).toBeVisible();
    expect(api.getTasks).toHaveBeenCalledWith({ mine: true, limit: 5 });
  });
});
