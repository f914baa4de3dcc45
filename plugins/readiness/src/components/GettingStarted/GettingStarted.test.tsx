import type { ReadinessApi } from '@readiness/backstage-plugin-readiness-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { onboarding } from '../../__fixtures__/onboarding';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { type PartOptions, renderPart } from '../../__testUtils__/renderPart';
import { GettingStarted } from './GettingStarted';
import { RestoreGettingStarted } from './RestoreGettingStarted';

const copy = jest.fn();
jest.mock('react-use/esm/useCopyToClipboard', () => ({
  __esModule: true,
  default: () => [{}, (text: string) => copy(text)],
}));

type Answer = ReadinessApi['getOnboarding'];

function show(
  getOnboarding: Answer = async () => onboarding,
  options: Partial<PartOptions> = {},
) {
  const client = readinessApiMock({ getOnboarding });
  renderPart(
    <>
      <GettingStarted />
      <RestoreGettingStarted />
      <p>The page</p>
    </>,
    { api: client, ...options },
  );
  return client;
}

const panel = () => screen.findByRole('region', { name: 'Getting started' });
const noPanel = async () => {
  await screen.findByText('The page');
  expect(screen.queryByRole('region', { name: 'Getting started' })).toBeNull();
};

async function openStep(title: string) {
  const summary = within(await panel()).getByRole('button', {
    name: new RegExp(title),
  });
  await userEvent.click(summary);
  return summary.closest('li')!;
}

describe('GettingStarted', () => {
  it('opens on the next step and says how far one is', async () => {
    show();
    expect(await panel()).toHaveTextContent(
      '2 of 7 steps done. Next: Grant what could not be read',
    );
    const steps = within(await panel())
      .getAllByRole('button', { expanded: false })
      .map(button => button.textContent);
    expect(steps[0]).toBe('DoneConnect a cluster');
    expect(steps).toContain('OpenMatch services and workloads');
    const next = within(await panel()).getByRole('button', {
      name: /^Next\s*Grant/,
    });
    expect(next).toHaveAttribute('aria-expanded', 'true');
    expect(next.closest('li')).toHaveTextContent(
      '1 cluster has sources that could not be read.',
    );
    expect(
      within(next.closest('li')!).getByRole('link', {
        name: 'Open the clusters',
      }),
    ).toHaveAttribute('href', '/readiness/clusters');
  });

  it.each([
    [
      'Connect a cluster',
      '2 of 3 clusters can be scanned.',
      'environment: prod',
    ],
    [
      'Match services',
      '20 of 1500 entities have a workload; 7 look for one in vain, 2 share one with others.',
      'labelSelector: app.kubernetes.io/name={name}',
    ],
    [
      'Show results',
      'Now owners see the results of what they own.',
      'rollout: portal',
    ],
  ])('has counts and something to paste for: %s', async (title, fact, yaml) => {
    show();
    const item = await openStep(title);
    expect(item).toHaveTextContent(fact);
    await userEvent.click(
      within(item).getByRole('button', { name: /^Copy the configuration/ }),
    );
    expect(copy).toHaveBeenLastCalledWith(expect.stringContaining(yaml));
  });

  it.each([
    ['Scan it', '2 of 2 clusters were scanned.', '/readiness/clusters'],
    [
      'Give every workload',
      '41 workloads belong to no entity; 3 entities have no owner.',
      '/readiness/clusters',
    ],
    ['Record the first proof', '0 records of proof.', '/readiness/proof'],
  ])('leads to where it is done: %s', async (title, fact, href) => {
    show();
    const item = await openStep(title);
    expect(item).toHaveTextContent(fact);
    expect(within(item).getByRole('link')).toHaveAttribute('href', href);
  });

  it('publishes to the owners before the whole portal', async () => {
    show(async () => ({ ...onboarding, rollout: 'private' }));
    const item = await openStep('Show results');
    expect(item).toHaveTextContent('only the platform group sees results');
    expect(item).toHaveTextContent('rollout: owners');
  });

  it('says what is connected, each number leading to its checks', async () => {
    show();
    const connected = within(await panel()).getByRole('region', {
      name: 'What is connected',
    });
    expect(connected).toHaveTextContent('prometheus: 1 of 2 clusters');
    expect(
      within(connected).getByRole('link', { name: '4 checks observed' }),
    ).toHaveAttribute('href', '/readiness/checks?mode=observe');
    expect(connected).not.toHaveTextContent('switched off');
  });

  it('folds and stays so', async () => {
    show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Hide the steps' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Show the steps' }),
    ).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('What is connected')).toBeNull();
    expect(await panel()).toHaveTextContent('2 of 7 steps done.');
  });

  it('starts as it was left', async () => {
    show(undefined, { stored: { 'gettingStarted.collapsed': true } });
    expect(
      await screen.findByRole('button', { name: 'Show the steps' }),
    ).toBeVisible();
  });

  it('goes when it is put away, and comes back on demand', async () => {
    show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Do not show again' }),
    );
    await waitFor(noPanel);
    await userEvent.click(screen.getByText('Show getting started again'));
    expect(await panel()).toBeVisible();
    expect(screen.queryByText('Show getting started again')).toBeNull();
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '/readiness/leaderboard',
    );
  });

  it('is not asked for by those who put it away', async () => {
    const client = show(undefined, {
      stored: { 'gettingStarted.dismissed': true },
    });
    await screen.findByText('Show getting started again');
    await noPanel();
    expect(client.getOnboarding).not.toHaveBeenCalled();
  });

  it('is gone when every step is done', async () => {
    const client = show(async () => ({
      ...onboarding,
      steps: onboarding.steps.map(step => ({ ...step, done: true })),
    }));
    await waitFor(() => expect(client.getOnboarding).toHaveBeenCalled());
    await noPanel();
  });

  it('stays silent for a refusal and shows a failure with retry', async () => {
    const getOnboarding = jest
      .fn<ReturnType<Answer>, []>()
      .mockRejectedValueOnce(new Error('backend is down'))
      .mockRejectedValueOnce(refusal(403, 'no'));
    show(getOnboarding);
    expect(
      await screen.findByText('Getting started: backend is down'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() =>
      expect(screen.queryByText(/backend is down/)).toBeNull(),
    );
    await noPanel();
  });
});
