import type { ReadinessApi } from '@readiness/backstage-plugin-readiness-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { literalSecret } from '../../__fixtures__/findings';
import { plan, secretTask, secretTaskDetail } from '../../__fixtures__/plan';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { onlyOption } from '../../__testUtils__/onlyOption';
import { renderPart } from '../../__testUtils__/renderPart';
import { Roadmap } from './Roadmap';

function show(prepared: Partial<ReadinessApi> = {}, at = '/') {
  const client = readinessApiMock({
    getRoadmap: async () => plan,
    getForecast: async () => ({
      of: 'clusters',
      subjects: 2,
      items: [
        { week: 0, verified: 41 },
        { week: 1, verified: 55.5 },
      ],
    }),
    getTask: async () => secretTaskDetail,
    updateTask: async () => secretTaskDetail,
    ...prepared,
  });
  renderPart(<Roadmap />, { api: client, at });
  return client;
}

async function choose(action: string) {
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Actions for Take secrets from a manager',
    }),
  );
  await userEvent.click(await screen.findByRole('menuitem', { name: action }));
  return screen.findByRole('dialog');
}

async function assignToAlice(dialog: HTMLElement) {
  await userEvent.type(
    await within(dialog).findByLabelText('User or group'),
    'alice',
  );
  await userEvent.click(await onlyOption());
}

describe('Roadmap', () => {
  it('shows the weeks with theme, exit criteria, capacity and tasks', async () => {
    show();
    const week = await screen.findByRole('region', { name: 'Week 1' });
    expect(week).toHaveTextContent('Theme 1');
    expect(week).toHaveTextContent('criterion 1 (2 of 2)');
    expect(within(week).getByTitle('met')).toBeInTheDocument();
    expect(week).toHaveTextContent('6 of 5 days, over capacity');
    expect(week).toHaveTextContent('Install the secret store');
    expect(week).toHaveTextContent('Cannot be done by its due date');
    expect(
      within(screen.getByRole('region', { name: 'Week 2' })).getByTitle(
        'not met',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Week 4' })).toHaveTextContent(
      'No task.',
    );
    expect(screen.getByRole('region', { name: 'Later' })).toHaveTextContent(
      'Move to spot capacity',
    );
    expect(screen.queryByRole('region', { name: 'Next' })).toBeNull();
  });

  it('shows what a task depends on, brings and has brought', async () => {
    show();
    const card = await screen.findByRole('article', { name: secretTask.title });
    expect(card).toHaveTextContent('After: Install the secret store');
    expect(card).toHaveTextContent('Predicted +8');
    expect(card).not.toHaveTextContent('Observed');
    const done = screen.getByRole('article', { name: 'Set memory limits' });
    expect(done).toHaveTextContent('Predicted +3Observed +3.4');
  });

  it('keeps a long list short until it is asked for', async () => {
    const later = Array.from({ length: 20 }, (_, index) => ({
      ...secretTask,
      id: `t-${index}`,
      title: `Task ${index}`,
    }));
    show({ getRoadmap: async () => ({ ...plan, later }) });
    const region = await screen.findByRole('region', { name: 'Later' });
    expect(within(region).getAllByRole('article')).toHaveLength(12);
    await userEvent.click(within(region).getByText('Show all 20'));
    expect(within(region).getAllByRole('article')).toHaveLength(20);
  });

  it('asks with the filters of the URL and writes them there', async () => {
    const client = show({}, '/?cluster=prod-eu');
    await screen.findByRole('region', { name: 'Week 1' });
    expect(client.getRoadmap).toHaveBeenLastCalledWith({
      owner: undefined,
      cluster: 'prod-eu',
    });
    await userEvent.click(screen.getByLabelText('Owner All'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'group:default/payments' }),
    );
    await waitFor(() =>
      expect(client.getRoadmap).toHaveBeenLastCalledWith({
        owner: 'group:default/payments',
        cluster: 'prod-eu',
      }),
    );
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '/?cluster=prod-eu&owner=group%3Adefault%2Fpayments',
    );
  });

  it('assigns a task to somebody of the catalog', async () => {
    const client = show();
    const dialog = await choose('Assign');
    const save = within(dialog).getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    await assignToAlice(dialog);
    await userEvent.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(client.updateTask).toHaveBeenCalledWith('t-secret', {
      assignee: 'user:default/alice',
      version: 4,
    });
    expect(client.getRoadmap).toHaveBeenCalledTimes(2);
  });

  it('tells when somebody else was faster and saves on their version', async () => {
    const updateTask = jest
      .fn<ReturnType<ReadinessApi['updateTask']>, [string, object]>()
      .mockRejectedValueOnce(refusal(409, 'version 4 is not the newest'))
      .mockResolvedValueOnce(secretTaskDetail);
    show({
      updateTask,
      getTask: async () => ({
        ...secretTaskDetail,
        version: 5,
        status: 'in_progress',
        assignee: 'group:default/payments',
      }),
    });
    const dialog = await choose('Assign');
    await assignToAlice(dialog);
    const save = within(dialog).getByRole('button', { name: 'Save' });
    await userEvent.click(save);
    expect(
      await within(dialog).findByText('Somebody else changed this task'),
    ).toBeVisible();
    expect(save).toBeDisabled();
    await userEvent.click(within(dialog).getByText('Load their change'));
    expect(
      await within(dialog).findByText(
        'Now: In progress, group:default/payments',
      ),
    ).toBeVisible();
    await userEvent.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(updateTask).toHaveBeenLastCalledWith('t-secret', {
      assignee: 'user:default/alice',
      version: 5,
    });
  });

  it('names the permission when a change is refused', async () => {
    show({
      updateTask: async () => {
        throw refusal(403, 'not yours');
      },
    });
    const dialog = await choose('Assign');
    await assignToAlice(dialog);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(
      await within(dialog).findByText(
        'Needs the permission readiness.task.update',
      ),
    ).toBeVisible();
  });

  it('offers only the statuses that people set', async () => {
    const client = show();
    const dialog = await choose('Change status');
    await userEvent.click(within(dialog).getByLabelText(/^Status/));
    const offered = (await screen.findAllByRole('option')).map(
      option => option.textContent,
    );
    expect(offered).toEqual([
      'Open',
      'Planned',
      'In progress',
      'Awaiting verification',
    ]);
    await userEvent.click(screen.getByRole('option', { name: 'In progress' }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(client.updateTask).toHaveBeenCalledWith('t-secret', {
        status: 'in_progress',
        version: 4,
      }),
    );
  });

  it('loads a note before it is written over', async () => {
    const client = show({
      getTask: async () => ({ ...secretTaskDetail, version: 6 }),
    });
    const dialog = await choose('Write a note');
    const field = within(dialog).getByLabelText('Note');
    await waitFor(() => expect(field).toHaveValue('Vault is ready'));
    await userEvent.type(field, ', go');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(client.updateTask).toHaveBeenCalledWith('t-secret', {
        note: 'Vault is ready, go',
        version: 6,
      }),
    );
  });

  it('links to a prefilled issue', async () => {
    show();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Actions for Take secrets from a manager',
      }),
    );
    expect(
      await screen.findByRole('menuitem', { name: 'Create an issue' }),
    ).toHaveAttribute('href', secretTask.issueUrl);
  });

  it('opens a task from the URL with its findings and history', async () => {
    show(
      { getFinding: async () => ({ ...literalSecret, history: [] }) },
      '/?task=t-secret',
    );
    const drawer = await screen.findByRole('dialog', {
      name: secretTask.title,
    });
    expect(await within(drawer).findByText('Vault is ready')).toBeVisible();
    expect(drawer).toHaveTextContent('placed in week 2 by user:default/ben');
    expect(
      within(drawer).getByRole('link', { name: 'Create an issue' }),
    ).toHaveAttribute('href', secretTask.issueUrl);
    await userEvent.click(within(drawer).getByText(literalSecret.title));
    expect(
      await screen.findByRole('dialog', { name: literalSecret.title }),
    ).toBeVisible();
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '/?task=t-secret&finding=f-secret',
    );
  });

  it('says what to do when there is nothing to plan', async () => {
    show({
      getRoadmap: async () => ({ weeks: [], next: [], later: [] }),
    });
    expect(await screen.findByText('Nothing to plan')).toBeVisible();
  });

  it('says what the plan is worth, what moved and what does not fit', async () => {
    show({
      getRoadmap: async () => ({
        ...plan,
        changes: [
          {
            taskId: secretTask.id,
            title: secretTask.title,
            message:
              'From week 1 to week 2: “Install the secret store” slipped.',
            at: '2026-11-19T08:00:00.000Z',
          },
        ],
      }),
    });
    const line = await screen.findByRole('region', { name: 'Expected score' });
    await waitFor(() => expect(line).toHaveTextContent('after week 1: 55.5'));
    expect(line).toHaveTextContent('mean of 2 clusters');
    expect(await screen.findByText(/slipped/)).toBeInTheDocument();
    expect(screen.getByText('For a sponsor to decide (2)')).toBeInTheDocument();
  });

  it('says what else moves before a task is put elsewhere', async () => {
    const client = show({
      previewMove: async () => ({
        changes: [
          {
            taskId: 't-other',
            title: 'Enforce it',
            message: 'From week 3 to week 4: it slipped.',
            at: '2026-11-20T08:00:00.000Z',
          },
        ],
      }),
    });
    const dialog = await choose('Move in the plan');
    await userEvent.click(within(dialog).getByLabelText('Place in the plan'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Week 3' }),
    );
    expect(
      await within(dialog).findByText(/Enforce it: From week 3 to week 4/),
    ).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(client.updateTask).toHaveBeenCalledWith('t-secret', {
        place: 'week 3',
        version: 4,
      }),
    );
  });

  it('assigns many tasks at once, and says which could not be', async () => {
    const updateTasks = jest
      .fn()
      .mockRejectedValueOnce(
        Object.assign(refusal(409, 'tasks: 1 of 2'), {
          body: {
            items: [
              { id: 't-store', outcome: 'ready' },
              {
                id: 't-secret',
                outcome: 'conflict',
                message: 'version: it is at version 5',
              },
            ],
          },
        }),
      )
      .mockResolvedValueOnce({ items: [] });
    show({ updateTasks }, '/?view=list');
    for (const name of ['Install the secret store', secretTask.title]) {
      await userEvent.click(await screen.findByLabelText(`Select ${name}`));
    }
    await userEvent.click(
      screen.getByRole('button', { name: 'Assign the selected' }),
    );
    const dialog = await screen.findByRole('dialog');
    await assignToAlice(dialog);
    const save = within(dialog).getByRole('button', { name: 'Save' });
    await userEvent.click(save);
    expect(
      await within(dialog).findByText(/manager: version: it is at version 5/),
    ).toBeInTheDocument();
    await userEvent.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(updateTasks).toHaveBeenLastCalledWith({
      tasks: [
        { id: 't-store', version: 4 },
        { id: 't-secret', version: 4 },
      ],
      change: { assignee: 'user:default/alice' },
    });
  });
});
