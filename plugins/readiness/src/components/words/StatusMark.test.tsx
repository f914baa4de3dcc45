import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { StatusMark } from './StatusMark';

describe('StatusMark', () => {
  it('is read out with its word', async () => {
    renderPart(
      <button type="button">
        <StatusMark kind="warning">Forbidden</StatusMark>
      </button>,
      { api: {} },
    );
    expect(
      await screen.findByRole('button', { name: 'Forbidden' }),
    ).toBeVisible();
  });
});
