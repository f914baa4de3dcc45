import { screen, render } from '@testing-library/react';
import { app } from './App';

const config = [
  {
    context: 'test',
    data: {
      app: { title: 'Readiness demo', baseUrl: 'http://localhost' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  },
];

describe('App', () => {
  it('offers guest sign-in', async () => {
    // The bundler puts the parsed configuration here.
    jest.replaceProperty(process, 'env', {
      NODE_ENV: 'test',
      APP_CONFIG: config as unknown as string,
    });
    render(app.createRoot());
    expect(await screen.findByText('Guest')).toBeInTheDocument();
  });
});
