import { screen, waitFor } from '@testing-library/react';
import { onboarding } from '../../__fixtures__/onboarding';
import { readinessApiMock } from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { PermittedButton } from '../states/PermittedButton';
import { readinessClusterReadPermission } from '@readiness/backstage-plugin-readiness-common';
import { GettingStarted } from './GettingStarted';

// A file of its own: the portal remembers what is permitted, also across tests.
describe('GettingStarted', () => {
  it('is for those who see clusters', async () => {
    const api = readinessApiMock({ getOnboarding: async () => onboarding });
    renderPart(
      <>
        <GettingStarted />
        <PermittedButton permission={readinessClusterReadPermission}>
          Ready
        </PermittedButton>
      </>,
      { api, denied: ['readiness.cluster.read'] },
    );
    // The answer of the permission framework is there.
    await waitFor(() =>
      expect(screen.getByText('Ready').closest('button')).toHaveAttribute(
        'aria-disabled',
      ),
    );
    expect(screen.queryByText('Getting started')).toBeNull();
    expect(api.getOnboarding).not.toHaveBeenCalled();
  });
});
