import { screen, render } from '@testing-library/react';
import { app } from './App';

describe('App', () => {
  beforeEach(() => {
    // The config that the dev server injects into the page.
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: JSON.stringify([
        {
          context: 'test',
          data: {
            app: { title: 'Readiness demo', baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ]),
    };
  });

  it('offers guest sign-in', async () => {
    render(app.createRoot());
    expect(
      await screen.findByText('Guest', undefined, { timeout: 10_000 }),
    ).toBeInTheDocument();
  });
});
