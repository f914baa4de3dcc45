import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { pdbCheck, restoreCheck } from '../../__fixtures__/clusters';
import { readinessApiMock } from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { CheckCatalogue } from './CheckCatalogue';

const api = readinessApiMock({
  getChecks: async () => ({
    rulesetVersion: '2026.11',
    items: [restoreCheck, pdbCheck],
  }),
});

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
  });
});
