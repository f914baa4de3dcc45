import type {
  ReadinessApi,
  Waiver,
} from '@readiness/backstage-plugin-readiness-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import { literalSecret } from '../../__fixtures__/findings';
import { heldWaiver, requestedWaiver } from '../../__fixtures__/waivers';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { FindingDrawer } from '../FindingDrawer/FindingDrawer';
import { WaiverList } from './WaiverList';

const page = (items: Waiver[]) => ({
  items,
  totalItems: items.length,
  approvers: ['group:default/risk'],
});

async function press(name: string, within_?: HTMLElement) {
  const place = within_ ? within(within_) : screen;
  const button = await place.findByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
}

function write(dialog: HTMLElement, label: RegExp, value: string) {
  fireEvent.change(within(dialog).getByLabelText(label), {
    target: { value },
  });
}

describe('the list of waivers', () => {
  function show(
    items: Waiver[],
    prepared: Partial<ReadinessApi> = {},
    at = '/',
  ) {
    const client = readinessApiMock({
      getWaivers: async () => page(items),
      ...prepared,
    });
    renderPart(<WaiverList />, { api: client, at });
    return client;
  }

  it('says what waits for a decision, what ends soon, and who decides', async () => {
    show([requestedWaiver, heldWaiver]);
    expect(
      await screen.findByText('1 request waits for your decision.'),
    ).toBeVisible();
    expect(screen.getByText(/^1 waiver ends within 14 days/)).toBeVisible();
    expect(screen.getByText(/Who decides: group:default\/risk/)).toBeVisible();
    const table = screen.getByRole('table');
    expect(table).toHaveTextContent('Waits for a decision');
    expect(table).toHaveTextContent('In force');
    expect(table).toHaveTextContent(
      'All of this check on component:default/checkout, in every cluster',
    );
  });

  it('keeps the state that is shown in the URL', async () => {
    show([requestedWaiver, heldWaiver], {}, '/?state=approved');
    expect(await screen.findByText(heldWaiver.title)).toBeVisible();
    expect(screen.queryByText(requestedWaiver.title)).toBeNull();
  });

  it('approves with the version that was looked at, and asks again', async () => {
    const client = show([requestedWaiver], {
      approveWaiver: async () => heldWaiver,
    });
    await press(
      `Open the waiver: ${requestedWaiver.title}, Deployment checkout (prod-eu/shop)`,
    );
    const drawer = await screen.findByRole('dialog', {
      name: requestedWaiver.title,
    });
    expect(drawer).toHaveTextContent('The vendor reads it from there');
    expect(drawer).toHaveTextContent('The account may only read.');
    expect(drawer).toHaveTextContent('DB_PASSWORD is a literal.');
    expect(screen.getByLabelText('address')).toHaveTextContent('waiver=w1');
    await press('Approve', drawer);
    const dialog = await screen.findByRole('dialog', { name: /^Approve: / });
    await press('Approve', dialog);
    await waitFor(() =>
      expect(client.approveWaiver).toHaveBeenCalledWith('w1', { version: 1 }),
    );
    await waitFor(() => expect(client.getWaivers).toHaveBeenCalledTimes(2));
  });

  it('needs a reason to reject, and shows who was faster', async () => {
    const client = show(
      [requestedWaiver],
      {
        rejectWaiver: async () => {
          throw refusal(409, 'The waiver is approved by user:default/rita');
        },
      },
      '/?waiver=w1',
    );
    await press('Reject');
    const dialog = await screen.findByRole('dialog', { name: /^Reject: / });
    await press('Reject', dialog);
    expect(within(dialog).getByLabelText(/^Why/)).toHaveAccessibleDescription(
      'A reason is needed.',
    );
    expect(client.rejectWaiver).not.toHaveBeenCalled();
    write(dialog, /^Why/, 'Set it today.');
    await press('Reject', dialog);
    expect(
      await within(dialog).findByText(/is approved by user:default\/rita/),
    ).toBeVisible();
  });

  it('says why somebody may not decide, and lets them withdraw', async () => {
    const client = show(
      [
        {
          ...requestedWaiver,
          requestedBy: 'user:default/guest',
          actions: ['revoke'],
          undecidable: 'Who asks for a waiver does not decide about it.',
        },
      ],
      { revokeWaiver: async () => heldWaiver },
      '/?waiver=w1',
    );
    expect(await screen.findByText(/^Who asks for a waiver/)).toBeVisible();
    await press('Withdraw');
    const dialog = await screen.findByRole('dialog', { name: /^Withdraw: / });
    write(dialog, /^Why/, 'It is fixed.');
    await press('Withdraw', dialog);
    await waitFor(() =>
      expect(client.revokeWaiver).toHaveBeenCalledWith('w1', {
        version: 1,
        note: 'It is fixed.',
      }),
    );
  });

  it('renews with what kept the risk small so far', async () => {
    const client = show(
      [heldWaiver],
      { renewWaiver: async () => requestedWaiver },
      '/?waiver=w2',
    );
    expect(
      await screen.findByText('6, of 5 when it was approved'),
    ).toBeVisible();
    await press('Renew');
    const dialog = await screen.findByRole('dialog', {
      name: /^Renew the waiver: /,
    });
    write(dialog, /^Why it cannot/, 'The vendor is late.');
    await press('Ask', dialog);
    await waitFor(() =>
      expect(client.renewWaiver).toHaveBeenCalledWith('w2', {
        reason: 'The vendor is late.',
        compensatingControl: heldWaiver.compensatingControl,
        expires: DateTime.utc().plus({ days: 30 }).toISODate(),
      }),
    );
  });

  it('says where waivers come from when there are none', async () => {
    show([]);
    expect(await screen.findByText('No risk is accepted')).toBeVisible();
  });

  it('says so where a link leads to a waiver that is not shown', async () => {
    show([heldWaiver], {}, '/?waiver=gone');
    expect(await screen.findByText(/^The waiver is not there/)).toBeVisible();
  });

  it('names the permission that it needs', async () => {
    show([], {
      getWaivers: async () => {
        throw refusal(403, 'Missing permission readiness.scorecard.read');
      },
    });
    expect(await screen.findByText(/readiness\.scorecard\.read/)).toBeVisible();
  });
});

describe('waivers in the drawer of a finding', () => {
  function show(finding = literalSecret, prepared: Partial<ReadinessApi> = {}) {
    const client = readinessApiMock({
      getFinding: async () => ({ ...finding, history: [] }),
      ...prepared,
    });
    const onChanged = jest.fn();
    renderPart(
      <FindingDrawer
        id={finding.id}
        known={finding}
        onClose={() => {}}
        onChanged={onChanged}
      />,
      { api: client },
    );
    return { client, onChanged };
  }
  const part = () => screen.findByRole('region', { name: 'Can this wait?' });

  it('asks for one, within what the severity allows', async () => {
    const { client, onChanged } = show(literalSecret, {
      requestWaiver: async () => requestedWaiver,
    });
    await press('Ask for a waiver', await part());
    const dialog = await screen.findByRole('dialog', {
      name: /^Ask for a waiver: /,
    });
    const days = (count: number) =>
      DateTime.utc().plus({ days: count }).toISODate();
    write(dialog, /^Last day/, days(31));
    write(dialog, /^Why it cannot/, 'soon');
    await press('Ask', dialog);
    expect(
      within(dialog).getByLabelText(/^Last day/),
    ).toHaveAccessibleDescription(/at most 30 days ahead, is needed/);
    expect(
      within(dialog).getByLabelText(/^Why it cannot/),
    ).toHaveAccessibleDescription('At least 10 characters are needed.');
    expect(client.requestWaiver).not.toHaveBeenCalled();

    write(dialog, /^Last day/, days(20));
    write(dialog, /^Why it cannot/, '  The vendor reads it. ');
    write(dialog, /^What keeps/, 'The account may only read.');
    await press('Ask', dialog);
    await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
    expect(client.requestWaiver).toHaveBeenCalledWith({
      findingId: literalSecret.id,
      scope: 'finding',
      reason: 'The vendor reads it.',
      compensatingControl: 'The account may only read.',
      expires: days(20),
    });
  });

  it('shows the one that holds, with the way to it', async () => {
    show({
      ...literalSecret,
      state: 'waived',
      waiver: {
        id: 'w1',
        state: 'approved',
        reason: 'The vendor reads it.',
        requestedBy: 'user:default/guest',
        requestedAt: '2026-11-20T08:00:00.000Z',
        approvedBy: 'user:default/alice',
        expires: '2026-12-20',
      },
    });
    const shown = await part();
    expect(shown).toHaveTextContent(
      'The risk is accepted by alice until Dec 20, 2026:',
    );
    expect(within(shown).getByText('Open the waiver')).toHaveAttribute(
      'href',
      '/readiness/waivers?waiver=w1',
    );
    expect(within(shown).queryByRole('button')).toBeNull();
    expect(screen.getByText(/Accepted until Dec 20, 2026/)).toBeVisible();
  });

  it('asks for none where it could not act', async () => {
    show({ ...literalSecret, sticky: true });
    expect(await part()).toHaveTextContent('It cannot be seen now');
    expect(within(await part()).queryByRole('button')).toBeNull();
  });

  it.each([
    { closedAt: '2026-11-20T08:00:00.000Z' },
    { visibility: true },
    { mode: 'observe' as const },
  ])('has no part for %p', async state => {
    show({ ...literalSecret, ...state });
    expect(await screen.findByText('History')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Can this wait?' })).toBeNull();
  });
});
