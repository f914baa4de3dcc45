import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { literalSecret } from '../../__fixtures__/findings';
import { checkoutScorecard } from '../../__fixtures__/scorecard';
import { renderPart } from '../../__testUtils__/renderPart';
import { MovingPath } from './MovingPath';
import { checkTitles } from './nextLevel';

type PathStep = Schemas['PathStep'];

const [security, recovery] = checkoutScorecard.dimensions;
const step = (change: Partial<PathStep>): PathStep => ({
  ...checkoutScorecard.path[0],
  ...change,
});

function show(
  steps: readonly PathStep[],
  change: Partial<Schemas['DimensionScore']> = {},
) {
  const onOpenFinding = jest.fn();
  const onFilterCheck = jest.fn();
  renderPart(
    <MovingPath
      steps={steps}
      dimensions={[{ ...security, ...change }, recovery]}
      findings={[literalSecret, { ...literalSecret, id: 'f-second' }]}
      titles={checkTitles(checkoutScorecard)}
      onOpenFinding={onOpenFinding}
      onFilterCheck={onFilterCheck}
    />,
    { api: {} },
  );
  return { onOpenFinding, onFilterCheck };
}

const path = () => screen.findByRole('region', { name: 'What moves it' });

describe('MovingPath', () => {
  it('names the cap that holds and what it is for', async () => {
    show([step({})]);
    expect(await path()).toHaveTextContent(
      'Security is capped at 49: a critical check fails (Secret written as a literal in an environment variable).',
    );
  });

  it('names no cap that is above the score', async () => {
    show([step({ liftsCap: 49, dimensionBefore: 30, dimensionAfter: 40 })], {
      uncapped: 30,
    });
    expect(await path()).not.toHaveTextContent('is capped');
    expect(await path()).toHaveTextContent(
      'These 2 together remove the cap of 49',
    );
  });

  it('says which step lifts the cap alone', async () => {
    show([step({ checks: ['sec-secret-literal-env'] })]);
    expect(await path()).toHaveTextContent('This lifts the cap of 49: 49 → 79');
  });

  it('says that the cap still holds where nothing here lifts it', async () => {
    show([step({ liftsCap: undefined, dimensionAfter: 49 })]);
    const list = within(await path()).getByRole('list');
    expect(list).toHaveTextContent('Security 49 → 49');
    expect(list).toHaveTextContent('The cap of 49 still holds.');
  });

  it('opens the fix of every step, and the other findings of its check', async () => {
    const opened = show([
      step({
        checks: ['sec-secret-literal-env'],
        findingIds: ['f-secret', 'f-second'],
      }),
    ]);
    await userEvent.click(
      within(await path()).getByRole('button', { name: /^Open the fix of/ }),
    );
    expect(opened.onOpenFinding).toHaveBeenCalledWith('f-secret');
    await userEvent.click(screen.getByText('(1 more finding)'));
    expect(opened.onFilterCheck).toHaveBeenCalledWith('sec-secret-literal-env');
  });

  it('keeps a long path short until it is asked for', async () => {
    show(
      Array.from({ length: 40 }, (_, index) =>
        step({ checks: [`check-${index}`] }),
      ),
    );
    const region = await path();
    expect(within(region).getAllByRole('listitem')).toHaveLength(7);
    await userEvent.click(within(region).getByText('Show all 40'));
    expect(within(region).getAllByRole('listitem')).toHaveLength(40);
  });

  it('says that nothing is in sight', async () => {
    show([]);
    expect(await path()).toHaveTextContent('Nothing in sight');
  });
});
