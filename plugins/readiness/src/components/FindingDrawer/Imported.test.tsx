import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import { screen } from '@testing-library/react';
import { literalSecret } from '../../__fixtures__/findings';
import { readinessApiMock } from '../../__testUtils__/readinessApiMock';
import { renderPart } from '../../__testUtils__/renderPart';
import { FindingDrawer } from './FindingDrawer';

function show(change: Partial<Finding>) {
  const finding = { ...literalSecret, ...change };
  renderPart(
    <FindingDrawer
      id={finding.id}
      known={finding}
      onClose={() => {}}
      onChanged={() => {}}
    />,
    {
      api: readinessApiMock({
        getFinding: async () => ({ ...finding, history: [] }),
      }),
    },
  );
}

describe('findings of other tools', () => {
  it('carry the mark of their tool and are not disputed here', async () => {
    show({ source: 'trivy', mode: 'observe' });
    expect(await screen.findByText('Reported by Trivy')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'This is wrong' }),
    ).not.toBeInTheDocument();
    expect(screen.queryByText('About this check')).not.toBeInTheDocument();
  });

  it('have no check of ours; what is ours leads to its own', async () => {
    show({});
    expect(
      await screen.findByRole('link', { name: 'About this check' }),
    ).toHaveAttribute('href', '/readiness/checks?check=sec-secret-literal-env');
  });

  it('go by the name that an unknown tool gives itself', async () => {
    show({ source: 'falco', mode: 'observe' });
    expect(await screen.findByText('Reported by falco')).toBeVisible();
  });

  it('that say what ours says stand with ours', async () => {
    show({
      alsoReported: [{ source: 'kyverno', rule: 'disallow-secrets/check' }],
    });
    const part = await screen.findByRole('region', {
      name: 'Also reported by',
    });
    expect(part).toHaveTextContent('Kyverno: disallow-secrets/check');
    expect(screen.queryByText(/^Reported by/)).not.toBeInTheDocument();
  });
});
