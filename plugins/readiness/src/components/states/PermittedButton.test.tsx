import { readinessScanStartPermission } from '@readiness/backstage-plugin-readiness-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPart } from '../../__testUtils__/renderPart';
import { PermittedButton } from './PermittedButton';

describe('PermittedButton', () => {
  it('is disabled without the permission and names it', async () => {
    const onClick = jest.fn();
    renderPart(
      <PermittedButton
        permission={readinessScanStartPermission}
        onClick={onClick}
      >
        Scan now
      </PermittedButton>,
      { api: {}, denied: ['readiness.scan.start'] },
    );
    // Until the answer is there the button is merely disabled.
    const button = await screen.findByTitle(
      'Needs the permission readiness.scan.start',
    );
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.tab();
    expect(button).toHaveFocus();
    await userEvent.click(button);
    expect(onClick).not.toHaveBeenCalled();
  });
});
