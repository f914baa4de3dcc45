import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  ReadinessApi,
  Scan,
  Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { prodEu, scan } from '../../__fixtures__/clusters';
import { literalSecret, noRestore } from '../../__fixtures__/findings';
import { checkoutScorecard } from '../../__fixtures__/scorecard';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { EntityReadinessContent } from './EntityReadinessContent';

const copy = jest.fn();
jest.mock('react-use/esm/useCopyToClipboard', () => ({
  __esModule: true,
  default: () => [{}, (text: string) => copy(text)],
}));

const checkout = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function show(api: Partial<ReadinessApi>, options: { at?: string } = {}) {
  const client = readinessApiMock(api);
  renderPart(
    <EntityProvider entity={checkout}>
      <EntityReadinessContent />
    </EntityProvider>,
    { api: client, ...options },
  );
  return client;
}

function showCard(change: Partial<Scorecard> = {}, at = '/') {
  return show(
    {
      getScorecard: async () => ({ ...checkoutScorecard, ...change }),
      getFinding: async id => {
        const known = [literalSecret, noRestore].find(f => f.id === id);
        if (!known) throw refusal(404, 'no such finding');
        return {
          ...known,
          history: [
            {
              at: '2026-11-01T08:00:00.000Z',
              type: 'opened',
              message: 'first seen',
            },
          ],
        };
      },
      getEvidence: async () => ({ items: [] }),
    },
    { at },
  );
}

describe('EntityReadinessContent', () => {
  it('opens with one request', async () => {
    const client = showCard();
    await screen.findByText('2 things to Configured');
    const asked = Object.values(client).flatMap(method => method.mock.calls);
    expect(asked).toEqual([['component:default/checkout']]);
  });

  it('says where it stands, what is next and what was not seen', async () => {
    showCard();
    expect(await screen.findByText('2 things to Configured')).toBeVisible();
    expect(screen.getAllByText('Running')[0]).toBeVisible();
    expect(screen.getByText('13 % not seen: 2 causes')).toBeVisible();
    expect(screen.getByText('1 check not connected')).toBeVisible();
    expect(
      screen.getByRole('img', { name: /40 on .* to 62 on .*changed 1 time$/ }),
    ).toBeVisible();
    expect(screen.getByText(/Rule set 2 from/)).toBeInTheDocument();
  });

  it.each([
    [1, 'Configured'],
    [3, 'Proven'],
    ['unverified', 'Unverified'],
  ] as const)('shows level %s as the word %s', async (level, word) => {
    showCard({ level, dimensions: [] });
    const band = await screen.findByRole('region', { name: 'Readiness' });
    expect(within(band).getByText(word)).toBeVisible();
  });

  it('moves the focus to the blockers that it counted', async () => {
    showCard();
    await userEvent.click(await screen.findByText('2 things to Configured'));
    const blockers = screen.getByRole('region', {
      name: 'What is missing for Configured',
    });
    expect(blockers).toHaveFocus();
    expect(within(blockers).getByText(/literal secret stands/)).toBeVisible();
    expect(within(blockers).getByText(/coverage is 87 %/)).toBeVisible();
  });

  it('names the cap that two fixes lift together', async () => {
    showCard();
    const path = await screen.findByRole('region', { name: 'What moves it' });
    expect(path).toHaveTextContent(
      'These 2 together lift the cap of 49: 49 → 79',
    );
    expect(path).toHaveTextContent('Score 62 → 70');
    await userEvent.click(
      within(path).getByRole('button', { name: /^Open the fix of/ }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent('DB_PASSWORD');
  });

  it('tells what a rung needs, to the eye and to assistive technology', async () => {
    showCard();
    const ladder = await screen.findByRole('list', {
      name: 'Secrets come from a secrets manager',
    });
    expect(
      within(ladder).getByRole('button', {
        name: 'Configured: 50 %. Needs: No literal secrets (Fail)',
      }),
    ).toBeVisible();
    expect(
      within(ladder).getByRole('button', { name: /^Proven: not judged yet/ }),
    ).toBeVisible();
    const absent = within(ladder).getAllByRole('listitem')[1];
    expect(absent).toHaveAccessibleName('Used: not part of this control');
    expect(absent).toBeEmptyDOMElement();
    const [configured] = within(ladder).getAllByRole('button');
    await userEvent.hover(configured);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'No literal secrets (Fail)',
    );
  });

  it('opens how a number was computed', async () => {
    showCard();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'How the 49 of Security was computed',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Before the cap: 69.7. Cap 49');
    expect(
      within(dialog).getByRole('row', {
        name: /No literal secrets.*Fail 8 0 0 2/,
      }),
    ).toBeVisible();
  });

  it('keeps the filters of the findings in the URL', async () => {
    showCard({}, '/?state=warn');
    const table = await screen.findByRole('table', { name: 'Findings' });
    expect(within(table).getAllByRole('button')).toHaveLength(1);
    expect(screen.getByText('1 of 3 findings')).toBeVisible();

    await userEvent.click(screen.getByText('Clear the filters'));
    expect(screen.getByText('3 of 3 findings')).toBeVisible();
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search findings' }),
      'worker',
    );
    expect(screen.getByText('1 of 3 findings')).toBeVisible();
    expect(screen.getByLabelText('address')).toHaveTextContent('/?q=worker');
  });

  it('filters observed and disputed findings in the URL', async () => {
    const disputed = {
      reason: 'The value is a public key id',
      by: 'user:default/alice',
      at: '2026-11-20T08:00:00.000Z',
      state: 'open',
    } as const;
    showCard(
      {
        findings: [
          { ...literalSecret, disputed },
          { ...noRestore, mode: 'observe' },
        ],
      },
      '/?disputed=open',
    );
    const table = await screen.findByRole('table', { name: 'Findings' });
    expect(screen.getByText('1 of 2 findings')).toBeVisible();
    expect(table).toHaveTextContent('Failing, Disputed');
    expect(table).toHaveTextContent('Paused by the dispute');
    expect(table).not.toHaveTextContent('overdue');

    await userEvent.click(screen.getByText('Clear the filters'));
    await userEvent.click(screen.getByLabelText('Scoring All'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Observed: not scored yet' }),
    );
    expect(screen.getByText('1 of 2 findings')).toBeVisible();
    expect(within(table).getByText('Observed: not scored yet')).toBeVisible();
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '/?mode=observe',
    );
  });

  it('marks an overdue finding with a word', async () => {
    showCard();
    const table = await screen.findByRole('table', { name: 'Findings' });
    expect(within(table).getByText(/, overdue/)).toBeVisible();
  });

  it('lists what could not be seen with the rule to copy', async () => {
    showCard();
    const unseen = await screen.findByRole('region', {
      name: 'What could not be seen',
    });
    expect(unseen).toHaveTextContent(
      'poddisruptionbudgets.policy in prod-eu: Forbidden',
    );
    await userEvent.click(
      within(unseen).getByRole('button', { name: 'Copy the missing rule' }),
    );
    expect(copy).toHaveBeenCalledWith(
      'apiGroups: [policy]\nresources: [poddisruptionbudgets]',
    );
    expect(unseen).toHaveTextContent('Alerts cover the service');
  });

  it("marks inherited findings as the platform's", async () => {
    showCard();
    const inherited = await screen.findByRole('region', {
      name: "The platform's part",
    });
    const item = within(inherited).getByRole('listitem');
    expect(item).toHaveTextContent('Platform');
    expect(item).toHaveTextContent('cluster-admin is bound');
  });

  it('names both claimants of an ambiguous workload', async () => {
    const [workload] = checkoutScorecard.workloads;
    const ambiguousWith = ['component:default/basket'];
    showCard({ workloads: [{ ...workload, ambiguousWith }] });
    expect(
      await screen.findByText(
        /Deployment checkout .* is claimed by component:default\/basket/,
      ),
    ).toBeVisible();
  });

  it('shows what was seen, why to believe it and a fix to copy', async () => {
    showCard({}, '/?finding=f-secret');
    const drawer = await screen.findByRole('dialog', {
      name: literalSecret.title,
    });
    expect(drawer).toHaveTextContent('DB_PASSWORD holds a literal');
    expect(drawer).toHaveTextContent('container app');
    expect(drawer).toHaveTextContent('deployments.apps in prod-eu: Read');
    expect(drawer).toHaveTextContent(literalSecret.why);
    expect(drawer).toHaveTextContent('For Deployment shop/checkout (apps/v1)');
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Copy the fix' }),
    );
    expect(copy).toHaveBeenCalledWith(literalSecret.remediation.content);
    expect(
      within(drawer).getByRole('link', { name: /kubernetes.io/ }),
    ).toBeVisible();
    expect(
      within(drawer).getByRole('link', { name: 'Open its task' }),
    ).toHaveAttribute('href', '/readiness/roadmap?task=t-secret');
    expect(await within(drawer).findByText(/first seen/)).toBeVisible();
    expect(within(drawer).queryByText('Record proof')).toBeNull();

    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Close' }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('address')).toHaveTextContent(/^\/$/),
    );
  });

  it('records proof from the finding that asks for it', async () => {
    const client = showCard({}, '/?finding=f-restore');
    client.getChecks.mockResolvedValue({ rulesetVersion: '2', items: [] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Record proof' }),
    );
    expect(await screen.findByLabelText(/Subjects, one a line/)).toHaveValue(
      'workload:7d0d0b3c-6a0e-4f0b-9b61-3a4f1a8f0001/shop/apps/Deployment/checkout',
    );
  });

  it('rescans this service only and shows the new scorecard', async () => {
    const client = show({
      getScorecard: async () => checkoutScorecard,
      startScan: async () => ({ id: 's-1' }),
    });
    let finish = (_: Scan) => {};
    client.getScan
      .mockResolvedValueOnce(scan({ progress: 0.4 }))
      .mockImplementationOnce(
        () =>
          new Promise(resolve => {
            finish = resolve;
          }),
      );
    const rescan = await screen.findByRole('button', {
      name: 'Rescan this service',
    });
    await waitFor(() => expect(rescan).toBeEnabled());
    client.getScorecard.mockResolvedValue({
      ...checkoutScorecard,
      unseen: [],
      coverage: 1,
    });
    await userEvent.click(rescan);
    expect(
      await screen.findByText('Scan of prod-eu: Running, 40 %'),
    ).toBeVisible();
    expect(rescan).toBeDisabled();
    await waitFor(() => expect(client.getScan).toHaveBeenCalledTimes(2));
    finish(scan({ status: 'completed', progress: 1 }));
    expect(await screen.findByText('Scan finished')).toBeVisible();
    expect(client.startScan).toHaveBeenCalledWith('prod-eu', {
      entityRef: 'component:default/checkout',
    });
    expect(
      await screen.findByText(/Everything that is connected was seen/),
    ).toBeVisible();
  });

  it('says why a scan failed', async () => {
    show({
      getScorecard: async () => ({ ...checkoutScorecard, workloads: [] }),
      getClusters: async () => ({ items: [prodEu] }),
      startScan: async () => ({ id: 's-1' }),
      getScan: async () =>
        scan({ status: 'failed', error: 'the API server refused the token' }),
    });
    const rescan = await screen.findByText('Rescan this service');
    await waitFor(() => expect(rescan.closest('button')).toBeEnabled());
    await userEvent.click(rescan);
    expect(
      await screen.findByText('Scan failed: the API server refused the token'),
    ).toBeVisible();
  });

  it('names the permission of a forbidden scorecard', async () => {
    show({
      getScorecard: async () => {
        throw refusal(403, 'not allowed');
      },
    });
    expect(await screen.findByText('You may not see this')).toBeVisible();
    expect(screen.getByText(/readiness\.scorecard\.read/)).toBeVisible();
  });

  it('says what to do for an entity without a scorecard', async () => {
    show({
      getScorecard: async () => {
        throw refusal(404, 'no scorecard');
      },
    });
    expect(await screen.findByText('No scorecard yet')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Open the matching report' }),
    ).toHaveAttribute('href', '/readiness/clusters');
  });

  it('says why a service was not reviewed, and scans it', async () => {
    const [workload] = checkoutScorecard.workloads;
    const client = show({
      getScorecard: async () => ({
        ...checkoutScorecard,
        level: 'unverified',
        dimensions: [],
        findings: [],
        path: [],
        workloads: [
          { ...workload, ambiguousWith: ['component:default/basket'] },
        ],
        notReviewed: {
          reason: 'ambiguous',
          message: 'other entities match all 1 of its workloads as well',
        },
      }),
      startScan: async () => ({ id: 's-1' }),
      getScan: async () => scan({ status: 'completed', progress: 1 }),
    });
    expect(
      await screen.findByText(
        /^Not reviewed: other entities match all 1 of its workloads as well\. Annotate it/,
      ),
    ).toBeVisible();
    expect(screen.getByText(/is claimed by component:default/)).toBeVisible();
    expect(screen.queryByText('What moves it')).toBeNull();
    const rescan = screen.getByRole('button', { name: 'Rescan this service' });
    await waitFor(() => expect(rescan).toBeEnabled());
    await userEvent.click(rescan);
    expect(await screen.findByText('Scan finished')).toBeVisible();
    expect(client.startScan).toHaveBeenCalledWith('prod-eu', {
      entityRef: 'component:default/checkout',
    });
  });

  it('lists what was taken out of checks, with the reason', async () => {
    const [{ subject }] = checkoutScorecard.workloads;
    showCard({
      excepted: [
        {
          check: 'sec-pss-baseline-pod',
          title: 'Baseline Pod Security',
          subject,
          reason: 'A node agent needs the host network.',
        },
      ],
    });
    const excepted = await screen.findByRole('region', {
      name: 'Taken out of checks',
    });
    expect(excepted).toHaveTextContent(
      'Baseline Pod Security: Deployment checkout (prod-eu/shop)A node agent needs the host network.',
    );
  });

  it('says nothing of exceptions where there are none', async () => {
    showCard({ excepted: [] });
    expect(await screen.findByText('2 things to Configured')).toBeVisible();
    expect(screen.queryByText('Taken out of checks')).toBeNull();
  });

  it('retries after a failure', async () => {
    const getScorecard = jest
      .fn<Promise<Scorecard>, [string]>()
      .mockRejectedValueOnce(new Error('backend is down'))
      .mockResolvedValueOnce(checkoutScorecard);
    show({ getScorecard });
    const retry = await screen.findByRole('button', { name: 'Retry' });
    expect(screen.getAllByText(/backend is down/).length).toBeGreaterThan(0);
    await userEvent.click(retry);
    expect(await screen.findByText('2 things to Configured')).toBeVisible();
  });
});
