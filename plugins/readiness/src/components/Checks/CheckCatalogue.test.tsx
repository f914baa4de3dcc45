import {
  type CheckInfo,
  DIMENSIONS,
  type Finding,
} from '@readiness/backstage-plugin-readiness-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { pdbCheck, restoreCheck } from '../../__fixtures__/clusters';
import { literalSecret } from '../../__fixtures__/findings';
import { readinessApiMock } from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { CheckCatalogue } from './CheckCatalogue';

const api = readinessApiMock({
  getChecks: async () => ({
    rulesetVersion: '2026.11',
    items: [restoreCheck, pdbCheck],
  }),
});

const disputedFinding: Finding = {
  ...literalSecret,
  disputed: {
    reason: 'The value is a public key id',
    by: 'user:default/alice',
    at: '2026-11-20T08:00:00.000Z',
    state: 'open',
  },
};

describe('CheckCatalogue', () => {
  it('opens a check from the URL with rules, reads and references', async () => {
    renderPart(<CheckCatalogue />, {
      api,
      at: '/?check=rec-restore-pvc-proven',
    });
    expect(await screen.findByText(/Rule set 2026\.11/)).toBeVisible();
    expect(screen.getByText('never restored')).toBeVisible();
    expect(screen.getByText('restores.velero.io')).toBeVisible();
    expect(screen.getByText('evidence: restore-drill')).toBeVisible();
    expect(screen.getByRole('link', { name: /velero\.io/ })).toBeVisible();
  });

  it('searches in the URL and says when nothing matches', async () => {
    renderPart(<CheckCatalogue />, { api });
    expect(await screen.findByText(/2 checks/)).toBeVisible();
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search checks' }),
      'rec-pdb',
    );
    expect(await screen.findByText(/1 check/)).toBeVisible();
    expect(screen.getByLabelText('address')).toHaveTextContent('/?q=rec-pdb');
    await userEvent.type(screen.getByRole('searchbox'), 'zzz');
    expect(await screen.findByText('No check matches')).toBeVisible();
    await userEvent.click(screen.getByText('Clear the filters'));
    expect(await screen.findByText(/2 checks/)).toBeVisible();
    expect(screen.getByLabelText('address')).toHaveTextContent(/^\/$/);
  });

  it('filters by dimension, stage and mode in the URL', async () => {
    const items: CheckInfo[] = [
      { ...pdbCheck, id: 'rec-a', mode: 'observe' },
      { ...pdbCheck, id: 'sec-b', dimension: 'security', mode: 'observe' },
      { ...pdbCheck, id: 'rec-c', mode: 'enforce' },
      { ...pdbCheck, id: 'rec-d', enabled: false },
      { ...restoreCheck, id: 'rec-e', mode: 'observe' },
    ];
    const many = readinessApiMock({
      getChecks: async () => ({ rulesetVersion: '2', items }),
    });
    renderPart(<CheckCatalogue />, {
      api: many,
      at: '/?dimension=recovery&stage=configured&mode=observe',
    });
    expect(await screen.findByText(/^1 check · /)).toBeVisible();
    expect(screen.getByText('rec-a')).toBeVisible();
    await userEvent.click(screen.getByLabelText(/^Scoring/));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Switched off' }),
    );
    expect(await screen.findByText('rec-d')).toBeVisible();
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '/?dimension=recovery&stage=configured&mode=off',
    );
  });

  it('says of each check who answers, whether it counts, and how often it was disputed', async () => {
    const noted = readinessApiMock({
      getChecks: async () => ({
        rulesetVersion: '2',
        items: [
          {
            ...pdbCheck,
            mode: 'observe',
            responsible: 'platform',
            disputes: { findings: 40, disputed: 3, open: 1, accepted: 2 },
          },
          { ...restoreCheck, enabled: false },
        ],
      }),
      getFindings: async () => ({ items: [disputedFinding], totalItems: 1 }),
      getFinding: async () => ({ ...disputedFinding, history: [] }),
    });
    renderPart(<CheckCatalogue />, { api: noted });
    const summary = await screen.findByRole('button', { name: /rec-pdb/ });
    expect(summary).toHaveTextContent('Platform');
    expect(summary).toHaveTextContent('Observed: not scored yet');
    expect(summary).toHaveTextContent('Disputed: 3 of 40 findings (7 %)');
    expect(
      screen.getByRole('button', { name: /rec-restore-pvc-proven/ }),
    ).toHaveTextContent('Switched off');

    await userEvent.click(summary);
    const disputes = await screen.findByRole('region', {
      name: 'Disputes of the last 90 days',
    });
    expect(disputes).toHaveTextContent(
      '3 of 40 findings were called wrong; 2 proved so, 1 wait for a decision.',
    );
    await userEvent.click(
      await within(disputes).findByRole('button', { name: /^Open Secret/ }),
    );
    expect(noted.getFindings).toHaveBeenCalledWith({
      check: 'rec-pdb',
      disputed: 'open',
    });
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'The value is a public key id',
    );
    expect(screen.getByLabelText('address')).toHaveTextContent(
      '/?check=rec-pdb&finding=f-secret',
    );
  });

  it('asks for no findings where no dispute waits', async () => {
    const quiet = readinessApiMock({
      getChecks: async () => ({
        rulesetVersion: '2',
        items: [
          {
            ...pdbCheck,
            disputes: { findings: 0, disputed: 0, open: 0, accepted: 0 },
          },
        ],
      }),
    });
    renderPart(<CheckCatalogue />, { api: quiet, at: '/?check=rec-pdb' });
    expect(
      await screen.findByText('No finding was called wrong.'),
    ).toBeVisible();
    expect(screen.queryByText(/^Disputed:/)).toBeNull();
    expect(quiet.getFindings).not.toHaveBeenCalled();
  });

  it('holds the whole catalogue', async () => {
    const items = Array.from({ length: 44 }, (_, index) => ({
      ...pdbCheck,
      id: `check-${index}`,
      dimension: DIMENSIONS[index % 4],
    }));
    const whole = readinessApiMock({
      getChecks: async () => ({ rulesetVersion: '2', items }),
    });
    renderPart(<CheckCatalogue />, { api: whole });
    expect(await screen.findByText(/^44 checks · /)).toBeVisible();
    for (const name of ['Observability', 'Security', 'Cost', 'Recovery']) {
      const section = screen.getByRole('region', { name });
      expect(section).toHaveTextContent(`${name} (11)`);
      expect(within(section).getAllByRole('button')).toHaveLength(11);
    }
  });
});
