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

  it('shows the sections of the matching report with suggestions', async () => {
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
      'Deployment cart (shop)',
    );
    expect(await part('Workloads without an entity')).toHaveTextContent(
      'Deployment mailhog',
    );
    const matched = await part('Matched');
    expect(matched).toHaveTextContent(
      '2 workloads: Deployment checkout (shop), Deployment checkout-worker (shop)',
    );
    expect(matched).toHaveTextContent('by readiness.matching[1]');
    expect(missing).toHaveTextContent('Suggested by its label:');
    expect(missing).toHaveTextContent(
      'Would match 1 workload: Deployment ledger-api (shop)',
    );
    expect(
      await part('Entities that say nothing about workloads'),
    ).toHaveTextContent(
      'Suggested by its name only, look before you paste:backstage.io/kubernetes-label-selector: app=mail',
    );
    expect(
      screen.getByText('2 of 5 entities have a workload here.'),
    ).toBeVisible();
    expect(
      screen.queryByRole('region', { name: /Annotations that/ }),
    ).toBeNull();
  });

  it('searches a report of 1,500 entities in the URL', async () => {
    const unannotated = Array.from({ length: 1500 }, (_, index) => ({
      entityRef: `component:default/service-${index}`,
      suggestions: [],
    }));
    show(
      {
        getCluster: async () => prodEuDetail,
        getMatching: async () => ({ ...matching, unannotated }),
      },
      '/prod-eu',
    );
    const region = await screen.findByRole('region', {
      name: 'Entities that say nothing about workloads',
    });
    expect(region).toHaveTextContent('(1500)');
    expect(within(region).getAllByRole('listitem')).toHaveLength(10);
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search the report' }),
      'service-1499',
    );
    expect(region).toHaveTextContent('(1 of 1500)');
    expect(
      within(region).getByRole('link', { name: 'service-1499' }),
    ).toHaveAttribute('href', '/catalog/default/component/service-1499');
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '/prod-eu?q=service-1499',
    );
    expect(screen.getByRole('region', { name: 'Matched' })).toHaveTextContent(
      'Matched (0 of 2)Nothing matches the search.',
    );
  });

  it('says how much a long section holds, and loads the rest of it', async () => {
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        entityRef: `component:default/service-${from + index}`,
        suggestions: [],
      }));
    const totals = {
      matched: 2,
      noWorkload: 1,
      unannotated: 5,
      ambiguous: 1,
      unowned: 1,
      problems: 0,
    };
    const empty = { matched: [], noWorkload: [], ambiguous: [], unowned: [] };
    const client = show(
      {
        getCluster: async () => prodEuDetail,
        getMatching: async (_, query) => {
          const at = matching.at;
          if (!query?.section) {
            return { ...matching, totals, unannotated: rows(0, 2) };
          }
          const page = { ...empty, at, totals, problems: [] };
          return query.cursor
            ? { ...page, unannotated: rows(2, 3) }
            : { ...page, unannotated: rows(0, 2), nextCursor: 'more' };
        },
      },
      '/prod-eu',
    );
    const region = await screen.findByRole('region', {
      name: 'Entities that say nothing about workloads',
    });
    expect(region).toHaveTextContent('(5)');
    expect(within(region).getAllByRole('listitem')).toHaveLength(2);
    await userEvent.click(
      within(region).getByText('The first 2 are here. Load all 5'),
    );
    await waitFor(() =>
      expect(within(region).getAllByRole('listitem')).toHaveLength(5),
    );
    expect(client.getMatching).toHaveBeenLastCalledWith('prod-eu', {
      section: 'unannotated',
      cursor: 'more',
    });
    expect(within(region).queryByText(/^The first/)).toBeNull();
  });

  it('shows annotations that could not be read first', async () => {
    show(
      {
        getCluster: async () => prodEuDetail,
        getMatching: async () => ({
          ...matching,
          problems: [
            { entityRef: 'component:default/mail', message: 'no selector' },
          ],
        }),
      },
      '/prod-eu',
    );
    const problems = await screen.findByRole('region', {
      name: 'Annotations that could not be read',
    });
    expect(problems).toHaveTextContent('mail: no selector');
  });

  it('says so when no scan has written the report', async () => {
    show(
      {
        getCluster: async () => prodEuDetail,
        getMatching: async () => ({
          matched: [],
          noWorkload: [],
          ambiguous: [],
          unowned: [],
          problems: [],
        }),
      },
      '/prod-eu',
    );
    expect(await screen.findByText('No matching report yet')).toBeVisible();
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

describe('ConfigHealth', () => {
  const health = (getHealth: ReadinessApi['getHealth']) =>
    show({ getClusters: async () => ({ items: [prodEu] }), getHealth });

  it('lists what does not do what its author expects, by key', async () => {
    health(async () => ({
      problems: [
        {
          code: 'expired',
          key: 'readiness.exceptions[2].expires',
          message: 'It ended on 2026-10-01 and excepts nothing any more.',
        },
        {
          code: 'matches-nothing',
          key: 'readiness.exceptions[0].namespace',
          message: 'No namespace is called "shopp".',
        },
      ],
    }));
    const list = await screen.findByRole('list', { name: 'Configuration' });
    const [expired, other] = within(list).getAllByRole('listitem');
    expect(expired).toHaveTextContent(
      /Past its date.*readiness\.exceptions\[2\]\.expires.*It ended/,
    );
    expect(other).toHaveTextContent('Matches nothing');
  });

  it('says that nothing needs attention', async () => {
    health(async () => ({ problems: [] }));
    expect(
      await screen.findByText('Nothing in the configuration needs attention.'),
    ).toBeVisible();
  });

  it('leaves the clusters alone when it may not or cannot be read', async () => {
    const getHealth = jest
      .fn<ReturnType<ReadinessApi['getHealth']>, []>()
      .mockRejectedValueOnce(new Error('health is down'))
      .mockRejectedValueOnce(
        refusal(403, 'Missing permission readiness.cluster.manage'),
      );
    health(getHealth);
    expect(await screen.findByText('health is down')).toBeVisible();
    expect(screen.getByText('Production EU')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByText(/permission readiness\.cluster\.manage/),
    ).toBeVisible();
  });

  it('is not asked for where clusters may not be seen', async () => {
    const client = show({
      getClusters: async () => {
        throw refusal(403, 'no');
      },
    });
    await screen.findByText('You may not see this');
    expect(client.getHealth).not.toHaveBeenCalled();
  });
});
