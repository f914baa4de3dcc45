import type {
  Evidence,
  ReadinessApi,
} from '@readiness/backstage-plugin-readiness-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { pdbCheck, restoreCheck } from '../../__fixtures__/clusters';
import { drill } from '../../__fixtures__/plan';
import {
  readinessApiMock,
  refusal,
} from '../../__testUtils__/readinessApiMock';
import { onlyOption } from '../../__testUtils__/onlyOption';
import { renderPart } from '../../__testUtils__/renderPart';
import { ProofList } from './ProofList';

function show(prepared: Partial<ReadinessApi> = {}, at = '/') {
  const client = readinessApiMock({
    getEvidence: async () => ({ items: [drill] }),
    getChecks: async () => ({
      rulesetVersion: '2',
      items: [restoreCheck, pdbCheck],
    }),
    recordEvidence: async () => drill,
    ...prepared,
  });
  renderPart(<ProofList />, { api: client, at });
  return client;
}

async function openForm() {
  const record = await screen.findByRole('button', { name: 'Record proof' });
  await waitFor(() => expect(record).toBeEnabled());
  await userEvent.click(record);
  return screen.findByRole('dialog');
}

async function pick(form: HTMLElement, name: string) {
  const field = within(form).getByLabelText('Who did it');
  await userEvent.clear(field);
  await userEvent.type(field, name);
  await userEvent.click(await onlyOption());
}

async function fill(form: HTMLElement) {
  await userEvent.click(within(form).getByLabelText(/^Check/));
  const offered = await screen.findAllByRole('option');
  // Checks that read no evidence cannot be proven by a record.
  expect(offered.map(option => option.textContent)).toEqual([
    restoreCheck.title,
  ]);
  await userEvent.click(offered[0]);
  fireEvent.change(within(form).getByLabelText(/^Subjects/), {
    target: { value: drill.subjects[0] },
  });
  fireEvent.change(within(form).getByLabelText(/^Measured recovery/), {
    target: { value: '31' },
  });
  fireEvent.change(within(form).getByLabelText(/^Address of the protocol/), {
    target: { value: 'https://ci.example.com/1234' },
  });
  await pick(form, 'alice');
}

describe('ProofList', () => {
  it('lists proof with its state and until when it counts', async () => {
    show();
    const row = (await screen.findByText('Restore drill')).closest('tr')!;
    expect(row).toHaveTextContent('Valid');
    expect(row).toHaveTextContent('E2, machine artefact');
    expect(row).toHaveTextContent('Namespace shop');
    expect(row).toHaveTextContent('attested by user:default/bob');
    expect(
      within(row).getByRole('link', { name: /ci\.example\.com/ }),
    ).toHaveAttribute('href', 'https://ci.example.com/1234');
  });

  it('filters by state in the URL', async () => {
    const lapsed: Evidence = { ...drill, id: 'e-2', state: 'lapsed' };
    show(
      { getEvidence: async () => ({ items: [drill, lapsed] }) },
      '/?state=lapsed',
    );
    await screen.findByText('Restore drill');
    expect(screen.getAllByText('Restore drill')).toHaveLength(1);
    expect(screen.getAllByText('Lapsed').length).toBeGreaterThan(0);
  });

  it('invites to record the first proof', async () => {
    show({ getEvidence: async () => ({ items: [] }) });
    expect(await screen.findByText('No proof recorded')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Record proof' }),
    ).toBeInTheDocument();
  });
});

describe('EvidenceForm', () => {
  it('says at each field what is missing before it asks the server', async () => {
    const client = show();
    const form = await openForm();
    await userEvent.click(within(form).getByRole('button', { name: 'Record' }));
    expect(
      within(form).getByLabelText(/^Subjects/),
    ).toHaveAccessibleDescription('Needed');
    expect(
      within(form).getByLabelText(/^Address of the protocol/),
    ).toHaveAccessibleDescription('Needed');
    expect(client.recordEvidence).not.toHaveBeenCalled();
  });

  it('refuses that one attests oneself', async () => {
    const client = show();
    const form = await openForm();
    await fill(form);
    await pick(form, 'guest');
    await userEvent.click(within(form).getByRole('button', { name: 'Record' }));
    expect(
      await within(form).findByText('You cannot attest what you did yourself.'),
    ).toBeVisible();
    expect(client.recordEvidence).not.toHaveBeenCalled();
  });

  it('records a drill and says how long it counts', async () => {
    const client = show();
    const form = await openForm();
    await fill(form);
    await userEvent.click(within(form).getByRole('button', { name: 'Record' }));
    expect(
      await within(form).findByText(
        /Recorded as E2, machine artefact, valid until Feb 10, 2027/,
      ),
    ).toBeVisible();
    expect(client.recordEvidence).toHaveBeenCalledWith(
      expect.objectContaining({
        check: 'rec-restore-pvc-proven',
        what: 'restore-drill',
        subjects: drill.subjects,
        performedBy: 'user:default/alice',
        outcome: 'success',
        measured: { rtoSeconds: 1860 },
        artefacts: [{ url: 'https://ci.example.com/1234' }],
      }),
    );
    await waitFor(() => expect(client.getEvidence).toHaveBeenCalledTimes(2));
  });

  it("shows the server's refusal at the field it names", async () => {
    show({
      recordEvidence: async () => {
        throw refusal(400, 'artefacts[0].url did not answer: 404');
      },
    });
    const form = await openForm();
    await fill(form);
    await userEvent.click(within(form).getByRole('button', { name: 'Record' }));
    await waitFor(() =>
      expect(
        within(form).getByLabelText(/^Address of the protocol/),
      ).toHaveAccessibleDescription('artefacts[0].url did not answer: 404'),
    );
  });

  it('names the permission when recording is forbidden', async () => {
    show({
      recordEvidence: async () => {
        throw refusal(403, 'no');
      },
    });
    const form = await openForm();
    await fill(form);
    await userEvent.click(within(form).getByRole('button', { name: 'Record' }));
    expect(
      await within(form).findByText(
        'Needs the permission readiness.evidence.record',
      ),
    ).toBeVisible();
  });
});
