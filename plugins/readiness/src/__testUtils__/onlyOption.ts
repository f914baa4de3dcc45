import { screen, waitFor } from '@testing-library/react';

/** The one option that is left when the catalog has answered the search. */
export function onlyOption(): Promise<HTMLElement> {
  return waitFor(() => {
    const options = screen.getAllByRole('option');
    expect(options).toHaveLength(1);
    return options[0];
  });
}
