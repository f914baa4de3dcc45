import { screen } from '@testing-library/react';
import { literalSecret } from '../../__fixtures__/findings';
import { renderPart } from '../../__testUtils__/renderPart';
import { DisputePart } from './DisputePart';

// A file of its own: the portal remembers what is permitted, also across tests.
describe('disputes without permission', () => {
  const denied = ['readiness.finding.dispute', 'readiness.cluster.manage'];

  it('names the permission that disputing needs', async () => {
    renderPart(<DisputePart finding={literalSecret} onChanged={() => {}} />, {
      api: {},
      denied,
    });
    expect(
      await screen.findByTitle(
        'Needs the permission readiness.finding.dispute',
      ),
    ).toHaveTextContent('This is wrong');
  });

  it('lets the platform group decide, and says so to everybody else', async () => {
    const disputed = {
      reason: 'The value is a public key id',
      by: 'user:default/alice',
      at: '2026-11-20T08:00:00.000Z',
      state: 'open',
    } as const;
    renderPart(
      <DisputePart
        finding={{ ...literalSecret, disputed }}
        onChanged={() => {}}
      />,
      { api: {}, denied },
    );
    expect(
      await screen.findByText(/^The platform group decides/),
    ).toBeVisible();
    expect(await screen.findByText('alice')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
