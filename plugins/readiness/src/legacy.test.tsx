import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { owners } from './__fixtures__/clusters';
import { checkoutScorecard } from './__fixtures__/scorecard';
import { readinessApiMock } from './__testUtils__/readinessApiMock';
import {
  entityContentRouteRef,
  EntityReadinessCard,
  EntityReadinessContent,
  isReadinessAvailable,
  ReadinessPage,
  readinessApiRef,
  readinessPlugin,
} from './legacy';

const checkout = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

const api = readinessApiMock({
  getLeaderboard: async () => ({ by: 'owner', items: owners }),
  getScorecard: async () => checkoutScorecard,
});

async function show(element: JSX.Element, at: string) {
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [readinessApiRef, api],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <Routes>
        <Route path="/readiness/*" element={element} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [at],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('legacy readinessPlugin', () => {
  it('renders its page with tabs', async () => {
    await show(<ReadinessPage />, '/readiness/leaderboard');
    expect(await screen.findByText('payments')).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Roadmap' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Readiness' })).toBeVisible();
  });

  it('renders its tab where the page is not mounted', async () => {
    await show(
      <EntityProvider entity={checkout}>
        <EntityReadinessContent />
      </EntityProvider>,
      '/readiness',
    );
    expect(await screen.findByText('2 things to Configured')).toBeVisible();
  });

  it('renders its card where the tab is not mounted', async () => {
    await show(
      <EntityProvider entity={checkout}>
        <EntityReadinessCard />
      </EntityProvider>,
      '/readiness',
    );
    expect(await screen.findByText('2 things to Configured')).toBeVisible();
    expect(screen.queryByText('Open the scorecard')).toBeNull();
  });

  it('leads from the card to the tab', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[readinessApiRef, api]]}>
        <EntityProvider entity={checkout}>
          <EntityReadinessCard />
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          '/checkout/readiness': entityContentRouteRef,
        },
      },
    );
    expect(
      await screen.findByRole('link', { name: /Open the scorecard/ }),
    ).toHaveAttribute('href', '/checkout/readiness');
  });

  it('offers the tab on components only', () => {
    expect(isReadinessAvailable(checkout)).toBe(true);
    expect(isReadinessAvailable({ ...checkout, kind: 'API' })).toBe(false);
  });

  it('provides its client', () => {
    expect([...readinessPlugin.getApis()].map(factory => factory.api)).toEqual([
      readinessApiRef,
    ]);
  });
});
