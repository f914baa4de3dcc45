import type {
  ReadinessApi,
  Scan,
} from '@readiness/backstage-plugin-readiness-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  edge,
  matching,
  prodEu,
  prodEuDetail,
  scan,
} from '../../__fixtures__/clusters';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { Clusters } from './Clusters';

const copy = jest.fn();
jest.mock('react-use/esm/useCopyToClipboard', () => ({
  __esModule: true,
  default: () => [{}, (text: string) => copy(text)],
}));

function show(prepared: Partial<ReadinessApi>, at = '/') {
  const client = readinessApiMock(prepared);
  renderPart(<Clusters />, { api: client, at });
  return client;
}

async function row(name: string) {
  const link = await screen.findByRole('link', { name });
  return link.closest('tr')!;
}

describe('Clusters', () => {
  it('lists clusters with their last scan and why one is not scanned', async () => {
    show({ getClusters: async () => ({ items: [prodEu, edge] }) });
    const scanned = await row('Production EU');
    expect(scanned).toHaveTextContent('Configured');
    expect(scanned).toHaveTextContent(/Partly read .* ago, 90 % seen/);
    const unscannable = await row('Edge');
    expect(unscannable).toHaveTextContent(
      'No: client-side authentication has no token',
    );
    expect(unscannable).toHaveTextContent('Never scanned');
    expect(
      within(unscannable).getByRole('button', { name: 'Scan now: Edge' }),
    ).toBeDisabled();
  });

  it('shows a scan live and the list again when it has ended', async () => {
    let finish = (_: Scan) => {};
    const client = show({
      getClusters: async () => ({ items: [prodEu] }),
      startScan: async () => ({ id: 's-1' }),
    });
    client.getScan
      .mockResolvedValueOnce(scan({ progress: 0.25 }))
      .mockImplementationOnce(
        () =>
          new Promise(resolve => {
            finish = resolve;
          }),
      );
    const button = await screen.findByRole('button', {
      name: 'Scan now: Production EU',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    expect(
      await screen.findByRole('progressbar', {
        name: 'Scan of prod-eu: Running, 25 %',
      }),
    ).toHaveAttribute('aria-valuenow', '25');
    await waitFor(() => expect(client.getScan).toHaveBeenCalledTimes(2));
    finish(scan({ status: 'partial', progress: 1 }));
    expect(
      await screen.findByText(/some sources could not be read/),
    ).toBeVisible();
    await waitFor(() => expect(client.getClusters).toHaveBeenCalledTimes(2));
    expect(client.startScan).toHaveBeenCalledWith('prod-eu', undefined);
  });

  it('follows a scan that runs already', async () => {
    const running = {
      id: 's-9',
      status: 'running',
      startedAt: '2026-11-20T08:00:00.000Z',
    } as const;
    const client = show({
      getClusters: async () => ({ items: [{ ...prodEu, running }] }),
      getScan: async () => scan({ id: 's-9', progress: 0.75 }),
    });
    expect(
      await screen.findByText('Scan of prod-eu: Running, 75 %'),
    ).toBeVisible();
    expect(client.startScan).not.toHaveBeenCalled();
    expect(client.getScan).toHaveBeenCalledWith('s-9');
  });

  it('names the permission of a refused scan', async () => {
    show({
      getClusters: async () => ({ items: [prodEu] }),
      startScan: async () => {
        throw refusal(403, 'missing permission readiness.cluster.manage');
      },
    });
    const button = await screen.findByRole('button', {
      name: 'Scan now: Production EU',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    expect(
      await screen.findByText('Needs the permission readiness.cluster.manage'),
    ).toBeVisible();
  });

  it('names the permission of the list', async () => {
    show({
      getClusters: async () => {
        throw refusal(403, 'no');
      },
    });
    expect(await screen.findByText(/readiness\.cluster\.read/)).toBeVisible();
  });

  it('says what to configure without a cluster', async () => {
    show({ getClusters: async () => ({ items: [] }) });
    expect(await screen.findByText(/readiness\.clusters/)).toBeVisible();
  });

  it('shows one cluster with sources, the missing rule and its matching', async () => {
    const client = show(
      {
        getCluster: async () => prodEuDetail,
        getMatching: async () => matching,
      },
      '/prod-eu',
    );
    expect(await screen.findByText('Kubernetes v1.34.2')).toBeVisible();
    expect(client.getCluster).toHaveBeenCalledWith('prod-eu');
    expect(screen.getByText('2 workloads without an owner')).toBeVisible();
    const cells = screen
      .getByText('poddisruptionbudgets.policy')
      .closest('tr')!;
    expect(cells).toHaveTextContent('Forbidden');
    expect(cells).toHaveTextContent('the token may not list them');
    await userEvent.click(
      within(cells).getByRole('button', { name: 'Copy the missing rule' }),
    );
    expect(copy).toHaveBeenLastCalledWith('apiGroups: [policy]');
  });

  it('shows the four sections of the matching report with suggestions', async () => {
    show(
      {
        getCluster: async () => prodEuDetail,
        getMatching: async () => matching,
      },
      '/prod-eu',
    );
    const part = (name: string) => screen.findByRole('region', { name });
    const missing = await part('Entities without a workload');
    expect(missing).toHaveTextContent('backstage.io/kubernetes-id=ledger');
    await userEvent.click(
      within(missing).getByRole('button', { name: 'Copy the suggestion' }),
    );
    expect(copy).toHaveBeenLastCalledWith(
      'backstage.io/kubernetes-id: ledger-api',
    );
    expect(await part('Claimed by several entities')).toHaveTextContent(
      'shop/Deployment/cart',
    );
    expect(await part('Workloads without an entity')).toHaveTextContent(
      'Deployment mailhog',
    );
    expect(await part('Matched')).toHaveTextContent('2 workloads');
    expect(
      screen.queryByRole('region', { name: /Annotations that/ }),
    ).toBeNull();
  });

  it('says that no matching report was written yet', async () => {
    show(
      {
        getCluster: async () => ({
          ...prodEuDetail,
          sources: [],
          dimensions: [],
        }),
        getMatching: async () => {
          throw refusal(404, 'no scan yet');
        },
      },
      '/prod-eu',
    );
    expect(await screen.findByText('No matching report yet')).toBeVisible();
    expect(await screen.findByText(/No scan has read/)).toBeVisible();
  });
});
