import { fetchApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { edge, owners, pdbCheck, prodEu } from './__fixtures__/clusters';
import { drill, plan, secretTask } from './__fixtures__/plan';
import { checkoutScorecard } from './__fixtures__/scorecard';
import { heldWaiver } from './__fixtures__/waivers';
import { readinessApiMock } from './__testUtils__/readinessApiMock';
import { readinessApiRef } from './api/readinessApi';
import readinessPlugin from './index';

const api = readinessApiMock({
  getLeaderboard: async () => ({ by: 'owner', items: owners }),
  getRoadmap: async () => plan,
  getForecast: async () => ({ of: 'clusters', subjects: 0, items: [] }),
  getTasks: async () => ({ items: [secretTask], totalItems: 1 }),
  getClusters: async () => ({ items: [prodEu] }),
  getEvidence: async () => ({ items: [drill] }),
  getWaivers: async () => ({
    items: [heldWaiver],
    totalItems: 1,
    approvers: [],
  }),
  getChecks: async () => ({ rulesetVersion: '2', items: [pdbCheck] }),
  getScorecard: async () => checkoutScorecard,
});

const mountedRoutes = {
  '/catalog/:namespace/:kind/:name': entityRouteRef,
};

function show(at: string) {
  renderTestApp({
    features: [readinessPlugin],
    initialRouteEntries: [at],
    mountedRoutes,
    apis: [
      [readinessApiRef, api],
      [catalogApiRef, catalogApiMock()],
    ],
  });
}

describe('readinessPlugin', () => {
  it.each([
    ['', 'payments'],
    ['/leaderboard', 'payments'],
    ['/roadmap', 'Take secrets from a manager'],
    ['/tasks', 'Take secrets from a manager'],
    ['/clusters', 'Production EU'],
    ['/proof', 'Restore drill'],
    ['/waivers', 'No requests are set'],
    ['/checks', 'Disruption budgets exist'],
  ])('serves /readiness%s', async (path, text) => {
    show(`/readiness${path}`);
    expect((await screen.findAllByText(text))[0]).toBeVisible();
    expect(screen.getAllByRole('tab').map(tab => tab.textContent)).toEqual([
      'Leaderboard',
      'Roadmap',
      'My tasks',
      'Clusters',
      'Proof',
      'Waivers',
      'Checks',
    ]);
  });

  it('adds the Readiness tab to components', async () => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'checkout', namespace: 'default' },
      spec: { type: 'service' },
    };
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        readinessPlugin.getExtension('entity-content:readiness/readiness'),
      ],
      mountedRoutes,
      apis: [
        [readinessApiRef, api],
        [catalogApiRef, catalogApiMock()],
      ],
    });
    expect(await screen.findByText('2 things to Configured')).toBeVisible();
  });

  it('adds its card to the overview of components, leading to the tab', async () => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'checkout', namespace: 'default' },
      spec: { type: 'service' },
    };
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        readinessPlugin.getExtension('entity-card:readiness/readiness'),
        readinessPlugin.getExtension('entity-content:readiness/readiness'),
      ],
      mountedRoutes,
      apis: [
        [readinessApiRef, api],
        [catalogApiRef, catalogApiMock()],
      ],
    });
    expect(await screen.findByText('Open the scorecard')).toBeVisible();
    expect(
      await screen.findByRole('link', { name: /^Recovery: 75/ }),
    ).toHaveAttribute('href', '/readiness?dimension=recovery');
  });

  it('asks the readiness backend through the portal', async () => {
    const fetch = jest.fn(async () => Response.json({ items: [edge] }));
    renderTestApp({
      features: [readinessPlugin],
      initialRouteEntries: ['/readiness/clusters'],
      apis: [
        [fetchApiRef, { fetch }],
        mockApis.discovery({ baseUrl: 'https://portal.example.com' }),
      ],
    });
    expect(await screen.findByText('Edge')).toBeVisible();
    expect(fetch).toHaveBeenCalledWith(
      'https://portal.example.com/api/readiness/clusters',
      expect.objectContaining({ method: 'GET' }),
    );
  });
});
