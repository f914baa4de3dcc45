import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { owners } from '../../__fixtures__/clusters';
import { onboarding } from '../../__fixtures__/onboarding';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { Leaderboard } from './Leaderboard';

describe('Leaderboard', () => {
  it('shows rank, band, or why a row is not ranked', async () => {
    const api = readinessApiMock({
      getLeaderboard: async () => ({ by: 'owner', items: owners }),
    });
    renderPart(<Leaderboard />, { api });
    const ranked = (await screen.findByText('payments')).closest('tr');
    expect(ranked).toHaveTextContent(/^1payments.*Used76\.192 %4\+25 %/);
    expect(
      screen.getByRole('img', { name: /Trend of .*payments: 60 to 76/ }),
    ).toBeVisible();
    expect(screen.getByText('search').closest('tr')).toHaveTextContent(
      /^Second quarter.*No change to measure/,
    );
    const unranked = screen.getByText('Unowned').closest('tr');
    expect(unranked).toHaveTextContent(
      'Not ranked: coverage 40 % is below 80 %',
    );
    expect(unranked).toHaveTextContent('Unverified');
    expect(unranked).toHaveTextContent('−10 %');
    expect(within(unranked!).getByText('2 not reviewed')).toBeVisible();
  });

  it('says which rows are ranked apart', async () => {
    const api = readinessApiMock({
      getLeaderboard: async () => ({
        by: 'owner',
        items: [{ ...owners[0], league: 'platform' }],
      }),
    });
    renderPart(<Leaderboard />, { api });
    expect(await screen.findByText('Platform league: 1')).toBeVisible();
  });

  it('keeps what is compared in the URL', async () => {
    const api = readinessApiMock({
      getLeaderboard: async query => ({ by: query?.by ?? '', items: owners }),
    });
    renderPart(<Leaderboard />, { api, at: '/?by=system' });
    expect(
      await screen.findByRole('columnheader', { name: 'System' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Service' }));
    await waitFor(() =>
      expect(api.getLeaderboard).toHaveBeenLastCalledWith({ by: 'entity' }),
    );
    expect(screen.getByLabelText('address')).toHaveTextContent('/?by=entity');
    await screen.findByRole('columnheader', { name: 'Service' });
    expect(screen.queryByRole('columnheader', { name: 'Services' })).toBeNull();
  });

  it('falls back to owners for a grouping that does not exist', async () => {
    const api = readinessApiMock({
      getLeaderboard: async () => ({ by: 'owner', items: [] }),
    });
    renderPart(<Leaderboard />, { api, at: '/?by=planet' });
    expect(await screen.findByText('Nothing to compare yet')).toBeVisible();
    expect(api.getLeaderboard).toHaveBeenCalledWith({ by: 'owner' });
  });

  it('starts with what is still to be done', async () => {
    const api = readinessApiMock({
      getLeaderboard: async () => ({ by: 'owner', items: owners }),
      getOnboarding: async () => onboarding,
    });
    renderPart(<Leaderboard />, { api });
    expect(
      await screen.findByRole('region', { name: 'Getting started' }),
    ).toBeVisible();
    expect(await screen.findByText('payments')).toBeVisible();
  });

  it('names the permission when it is forbidden', async () => {
    const api = readinessApiMock({
      getLeaderboard: async () => {
        throw refusal(403, 'no');
      },
    });
    renderPart(<Leaderboard />, { api });
    expect(await screen.findByText(/readiness\.scorecard\.read/)).toBeVisible();
  });

  it('saves the leaderboard and the review, and says why not', async () => {
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:x';
    URL.revokeObjectURL = () => {};
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        saved.push(this.download);
      });
    const api = readinessApiMock({
      getLeaderboard: async () => ({ by: 'owner', items: owners }),
      exportLeaderboard: async () => new Blob(['ref']),
      exportReview: async () => {
        throw refusal(403, 'Missing permission readiness.scorecard.read');
      },
    });
    renderPart(<Leaderboard />, { api, at: '/?by=system' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Leaderboard as CSV' }),
    );
    await waitFor(() => expect(saved).toEqual(['leaderboard-system.csv']));
    expect(api.exportLeaderboard).toHaveBeenCalledWith({ by: 'system' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Review of the whole fleet' }),
    );
    expect(await screen.findByText(/readiness\.scorecard\.read/)).toBeVisible();
    jest.restoreAllMocks();
  });
});
