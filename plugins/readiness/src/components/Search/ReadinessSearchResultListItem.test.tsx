import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { ReadinessSearchResultListItem } from './ReadinessSearchResultListItem';

const result = {
  title: 'Probes tell when it is ready: checkout',
  text: 'api has no readiness probe',
  location: '/catalog/default/component/checkout/readiness?finding=a',
  severity: 'high',
  dimension: 'recovery',
};

describe('ReadinessSearchResultListItem', () => {
  it('leads to the finding and says how grave it is', async () => {
    renderInTestApp(<ReadinessSearchResultListItem result={result} />);
    const link = await screen.findByRole('link', {
      name: 'Probes tell when it is ready: checkout',
    });
    expect(link).toHaveAttribute('href', result.location);
    expect(screen.getByText('api has no readiness probe')).toBeInTheDocument();
    expect(screen.getByText('High')).toBeInTheDocument();
    expect(screen.getByText('Recovery')).toBeInTheDocument();
  });

  it('marks the terms that matched', async () => {
    renderInTestApp(
      <ReadinessSearchResultListItem
        result={result}
        highlight={{
          preTag: '<b>',
          postTag: '</b>',
          fields: { text: 'api has no <b>readiness</b> probe' },
        }}
      />,
    );
    expect((await screen.findByText('readiness')).tagName).toBe('MARK');
  });
});
