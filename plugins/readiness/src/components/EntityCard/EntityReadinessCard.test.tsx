import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  ReadinessApi,
  Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { checkoutScorecard } from '../../__fixtures__/scorecard';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { EntityReadinessCard } from './EntityReadinessCard';

const checkout = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function show(getScorecard: ReadinessApi['getScorecard']) {
  const client = readinessApiMock({ getScorecard });
  renderPart(
    <EntityProvider entity={checkout}>
      <EntityReadinessCard />
    </EntityProvider>,
    { api: client },
  );
  return client;
}

describe('EntityReadinessCard', () => {
  it('shows level, next step and dimensions with one request', async () => {
    const client = show(async () => checkoutScorecard);
    expect(
      await screen.findByRole('link', { name: '2 things to Configured' }),
    ).toHaveAttribute('href', '/tab');
    expect(screen.getByText('Running')).toBeVisible();
    expect(
      screen.getByText('13 % not seen: 2 causes · 1 check not connected'),
    ).toBeVisible();
    const dimensions = screen.getByRole('list', { name: 'Dimensions' });
    expect(
      within(dimensions)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['49Security', '75Recovery']);
    expect(
      within(dimensions).getByRole('link', { name: /^Security: 49/ }),
    ).toHaveAttribute('href', '/tab?dimension=security');
    expect(
      screen.getByRole('link', { name: /Open the scorecard/ }),
    ).toHaveAttribute('href', '/tab');
    const asked = Object.values(client).flatMap(method => method.mock.calls);
    expect(asked).toEqual([['component:default/checkout']]);
  });

  it('shows a service that was never judged', async () => {
    show(async () => ({
      ...checkoutScorecard,
      level: 'unverified',
      coverage: 0,
      dimensions: [],
      lastSeen: undefined,
    }));
    expect(await screen.findByText('Unverified')).toBeVisible();
    expect(screen.getByText('No scorecard yet')).toBeVisible();
    expect(screen.queryByText(/Last seen/)).toBeNull();
  });

  it('keeps its height while it loads', async () => {
    show(() => new Promise<Scorecard>(() => {}));
    const busy = await screen.findByLabelText('Loading');
    expect(busy).toHaveAttribute('aria-busy', 'true');
    expect(busy).toHaveStyle({ minHeight: '150px' });
  });

  it('says why there is no scorecard', async () => {
    show(async () => {
      throw refusal(404, 'none');
    });
    expect(
      await screen.findByText(
        'No scorecard yet. No workload of a scanned cluster belongs to this entity.',
      ),
    ).toBeVisible();
  });

  it('says why a service was not reviewed', async () => {
    show(async () => ({
      ...checkoutScorecard,
      dimensions: [],
      notReviewed: {
        reason: 'no-workload',
        message: 'its selector app=checkout matches no workload',
      },
    }));
    expect(
      await screen.findByText(
        'No scorecard yet. Not reviewed: its selector app=checkout matches no workload.',
      ),
    ).toBeVisible();
    expect(screen.queryByText(/Every level reached/)).toBeNull();
  });

  it('names the permission, or the rollout that keeps it back', async () => {
    show(async () => {
      throw refusal(
        403,
        'Results are shown to the platform group only (readiness.rollout)',
      );
    });
    expect(
      await screen.findByText(
        'You may not see this. Results are shown to the platform group only (readiness.rollout)',
      ),
    ).toBeVisible();
  });

  it('retries after a failure', async () => {
    const getScorecard = jest
      .fn<Promise<Scorecard>, [string]>()
      .mockRejectedValueOnce(new Error('backend is down'))
      .mockResolvedValueOnce(checkoutScorecard);
    show(getScorecard);
    expect(await screen.findByText('backend is down')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Running')).toBeVisible();
  });
});
