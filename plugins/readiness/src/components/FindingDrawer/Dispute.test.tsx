import type {
  Finding,
  ReadinessApi,
  Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { literalSecret } from '../../__fixtures__/findings';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { FindingDrawer } from './FindingDrawer';

const open: Schemas['Dispute'] = {
  reason: 'The value is a public key id',
  by: 'user:default/alice',
  at: '2026-11-20T08:00:00.000Z',
  state: 'open',
};

interface Shown {
  finding?: Partial<Finding>;
  prepared?: Partial<ReadinessApi>;
}

function show({ finding, prepared }: Shown = {}) {
  const shown = { ...literalSecret, ...finding };
  const client = readinessApiMock({
    getFinding: async () => ({ ...shown, history: [] }),
    ...prepared,
  });
  const onChanged = jest.fn();
  renderPart(
    <FindingDrawer
      id={shown.id}
      known={shown}
      onClose={() => {}}
      onChanged={onChanged}
    />,
    { api: client },
  );
  return { client, onChanged };
}

const part = () => screen.findByRole('region', { name: 'Is this wrong?' });

async function press(name: string, within_: HTMLElement) {
  const button = within(within_).getByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
}

async function openDispute() {
  await press('This is wrong', await part());
  return screen.findByRole('dialog', { name: /^This is wrong: / });
}

function write(dialog: HTMLElement, label: RegExp | string, value: string) {
  fireEvent.change(within(dialog).getByLabelText(label), {
    target: { value },
  });
}

describe('disputing a finding', () => {
  it('sends the reason and shows what it does', async () => {
    const { client, onChanged } = show({
      prepared: { disputeFinding: async () => literalSecret },
    });
    const dialog = await openDispute();
    expect(dialog).toHaveTextContent('only the due date is paused');
    client.getFinding.mockResolvedValue({
      ...literalSecret,
      dueAt: undefined,
      disputed: open,
      history: [],
    });
    write(dialog, /^What is wrong/, '  The value is a public key id ');
    await press('Send', dialog);
    expect(await screen.findByText(/the due date is paused\.$/)).toBeVisible();
    expect(client.disputeFinding).toHaveBeenCalledWith('f-secret', {
      reason: 'The value is a public key id',
    });
    expect(onChanged).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('dialog', { name: /^This is/ })).toBeNull();
    const state = await part();
    expect(state).toHaveTextContent(/^.*Disputed by alice .* ago:/);
    expect(state).toHaveTextContent('The value is a public key id');
    expect(screen.getByText('Failing, Disputed')).toBeVisible();
    expect(screen.getByText(/Paused by the dispute/)).toBeVisible();
    expect(within(state).queryByText('This is wrong')).toBeNull();
  });

  it('asks for ten characters before it asks the server', async () => {
    const { client } = show();
    const dialog = await openDispute();
    write(dialog, /^What is wrong/, 'no   ');
    await press('Send', dialog);
    expect(
      within(dialog).getByLabelText(/^What is wrong/),
    ).toHaveAccessibleDescription('At least 10 characters are needed.');
    expect(client.disputeFinding).not.toHaveBeenCalled();
  });

  it("shows the server's refusal at the field, and its conflict below", async () => {
    const disputeFinding = jest
      .fn<ReturnType<ReadinessApi['disputeFinding']>, []>()
      .mockRejectedValueOnce(refusal(400, 'reason: is all dots'))
      .mockRejectedValueOnce(refusal(409, 'it is disputed already'));
    show({ prepared: { disputeFinding } });
    const dialog = await openDispute();
    write(dialog, /^What is wrong/, '..........');
    await press('Send', dialog);
    const field = within(dialog).getByLabelText(/^What is wrong/);
    await waitFor(() =>
      expect(field).toHaveAccessibleDescription('reason: is all dots'),
    );
    await press('Send', dialog);
    expect(
      await within(dialog).findByText('Not sent: it is disputed already'),
    ).toBeVisible();
    expect(field).not.toBeInvalid();
  });

  it.each<[string, Partial<Finding>]>([
    ['a closed finding', { closedAt: '2026-11-20T08:00:00.000Z' }],
    ['a source that was not seen', { visibility: true }],
  ])('is not offered for %s', async (_, finding) => {
    show({ finding });
    expect(await screen.findByText('What was seen')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Is this wrong?' })).toBeNull();
  });
});

describe('deciding a dispute', () => {
  it('accepts with a note and a day until which it holds', async () => {
    const { client, onChanged } = show({
      finding: { disputed: open },
      prepared: { decideDispute: async () => literalSecret },
    });
    await screen.findByRole('button', { name: 'Accept the dispute' });
    await press('Accept the dispute', await part());
    const dialog = await screen.findByRole('dialog', {
      name: 'Accept the dispute',
    });
    await press('Accept the dispute', dialog);
    expect(within(dialog).getByLabelText(/^Why/)).toHaveAccessibleDescription(
      'A reason is needed.',
    );

    write(dialog, /^Why/, 'It is public');
    write(dialog, 'Excepted until', '2020-01-01');
    await press('Accept the dispute', dialog);
    expect(
      within(dialog).getByLabelText('Excepted until'),
    ).toHaveAccessibleDescription(/^A day after today/);
    expect(client.decideDispute).not.toHaveBeenCalled();

    const day = new Date(Date.now() + 30 * 24 * 3600 * 1000)
      .toISOString()
      .slice(0, 10);
    write(dialog, 'Excepted until', day);
    await press('Accept the dispute', dialog);
    await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
    expect(client.decideDispute).toHaveBeenCalledWith('f-secret', {
      outcome: 'accepted',
      note: 'It is public',
      expires: day,
    });
  });

  it('rejects without a day', async () => {
    const { client } = show({
      finding: { disputed: open },
      prepared: { decideDispute: async () => literalSecret },
    });
    await screen.findByRole('button', { name: 'Reject the dispute' });
    await press('Reject the dispute', await part());
    const dialog = await screen.findByRole('dialog', {
      name: 'Reject the dispute',
    });
    expect(within(dialog).queryByLabelText('Excepted until')).toBeNull();
    write(dialog, /^Why/, 'It signs sessions');
    await press('Reject the dispute', dialog);
    await waitFor(() =>
      expect(client.decideDispute).toHaveBeenCalledWith('f-secret', {
        outcome: 'rejected',
        note: 'It signs sessions',
      }),
    );
  });

  it('tells a refusal in the words of the server', async () => {
    show({
      finding: { disputed: open },
      prepared: {
        decideDispute: async () => {
          throw refusal(403, 'somebody else has to decide');
        },
      },
    });
    await screen.findByRole('button', { name: 'Reject the dispute' });
    await press('Reject the dispute', await part());
    const dialog = await screen.findByRole('dialog', {
      name: 'Reject the dispute',
    });
    write(dialog, /^Why/, 'It signs sessions');
    await press('Reject the dispute', dialog);
    expect(
      await within(dialog).findByText('Not saved: somebody else has to decide'),
    ).toBeVisible();
  });

  it('is for somebody else than who disputed', async () => {
    show({ finding: { disputed: { ...open, by: 'user:default/guest' } } });
    expect(await screen.findByText(/You disputed it yourself/)).toBeVisible();
    expect(screen.queryByText('Accept the dispute')).toBeNull();
  });
});

describe('a decided dispute', () => {
  const decision = {
    by: 'user:default/guest',
    at: '2026-11-21T08:00:00.000Z',
    note: 'It is public',
  };

  it('says until when the subject is excepted', async () => {
    show({
      finding: {
        disputed: {
          ...open,
          state: 'accepted',
          decision: { ...decision, expires: '2027-05-20' },
        },
      },
    });
    const state = await part();
    expect(state).toHaveTextContent(/Accepted by guest .*:It is public/);
    expect(state).toHaveTextContent(
      'The subject is excepted from the rule until May 20, 2027.',
    );
    expect(within(state).queryByRole('button')).toBeNull();
  });

  it('may be disputed again after a rejection', async () => {
    show({ finding: { disputed: { ...open, state: 'rejected', decision } } });
    const state = await part();
    expect(state).toHaveTextContent(/Rejected by guest/);
    expect(state).toHaveTextContent('its due date counts again');
    expect(within(state).getByText('This is wrong')).toBeVisible();
    expect(screen.getByText('Failing, Dispute rejected')).toBeVisible();
  });
});

describe('an observed finding', () => {
  it('carries its mark', async () => {
    show({ finding: { mode: 'observe', dueAt: undefined } });
    expect(await screen.findByText('Observed: not scored yet')).toBeVisible();
  });
});
