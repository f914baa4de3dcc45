import type {
  Finding,
  Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { literalSecret, noRestore } from '../../__fixtures__/findings';
import {
  checkoutScorecard,
  checkScore,
  stageScore,
} from '../../__fixtures__/scorecard';
import { renderPart } from '../../__testUtils__/renderPart';
import { ScoreExplanation } from './ScoreExplanation';

type DimensionScore = Schemas['DimensionScore'];

const [security] = checkoutScorecard.dimensions;
const [control] = security.controls;

/** Configured half way, used in full, proven not judged, scanning not connected. */
const ladder: DimensionScore = {
  ...security,
  controls: [
    {
      ...control,
      stages: [
        stageScore({ weight: 0.533, raw: 0.5, verified: 0.5 }),
        stageScore({
          stage: 'used',
          weight: 0.467,
          raw: 1,
          verified: 0.5,
          checks: [checkScore({ check: 'b-check', title: 'Used in full' })],
        }),
        stageScore({ stage: 'proven', verified: 0, notJudged: true }),
      ],
    },
    {
      ...control,
      control: 'S5',
      title: 'Images are scanned in the pipeline',
      weight: 0,
      verified: 0,
      stages: [
        stageScore({
          weight: 0,
          verified: 0,
          checks: [
            checkScore({
              check: 'sec-image-scanned',
              title: 'Images are scanned',
              state: 'notConnected',
              weight: 0,
              verified: 0,
            }),
          ],
        }),
      ],
    },
  ],
};

function show(
  dimension: DimensionScore,
  findings: readonly Finding[] = [],
  onFilterCheck?: (check: string) => void,
) {
  renderPart(
    <ScoreExplanation
      dimension={dimension}
      findings={findings}
      onFilterCheck={onFilterCheck}
      onClose={() => {}}
    />,
    { api: {} },
  );
  return screen.findByRole('dialog');
}

describe('ScoreExplanation', () => {
  it('names weights, and the rung that holds another down', async () => {
    const dialog = await show(ladder);
    expect(
      within(dialog).getByRole('row', {
        name: /^Configured 0.533 0.5 0.5 1$/,
      }),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('row', {
        name: 'Used Held down by Configured, the rung below 0.467 1 0.5 1',
      }),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('row', { name: /^Proven Not judged yet/ }),
    ).toBeVisible();
    expect(dialog).toHaveTextContent('configured 0.4, used 0.35, proven 0.25');
  });

  it('passes over a rung that nobody judged', async () => {
    const [configured, used, proven] = ladder.controls[0].stages;
    const dialog = await show({
      ...ladder,
      controls: [
        {
          ...control,
          stages: [
            configured,
            { ...used, notJudged: true },
            { ...proven, notJudged: false, raw: 1, verified: 0.5 },
          ],
        },
      ],
    });
    expect(
      within(dialog).getByRole('row', { name: /^Proven Held down/ }),
    ).toHaveTextContent('Held down by Configured, the rung below');
  });

  it('names the checks of the cap by their titles', async () => {
    const dialog = await show(security);
    expect(dialog).toHaveTextContent(
      'Before the cap: 69.7. Cap 49: a critical check fails (No literal secrets)',
    );
  });

  it('lists what is not connected, observed, or missing for the next level', async () => {
    const dialog = await show(ladder, [
      { ...literalSecret, mode: 'observe' },
      { ...literalSecret, id: 'f-again', mode: 'observe' },
      { ...noRestore, mode: 'observe' },
    ]);
    const part = (name: string) =>
      within(within(dialog).getByRole('region', { name }))
        .getAllByRole('listitem')
        .map(item => item.textContent);
    expect(part('Not connected: in the potential only')).toEqual([
      'Images are scanned',
    ]);
    expect(part('Observed: not scored yet')).toEqual([literalSecret.title]);
    expect(part('Missing for Configured')).toEqual([
      'a literal secret stands in an environment variable',
      'coverage is 87 %, 90 % is needed',
    ]);
    expect(
      within(dialog).getByRole('row', {
        name: /^S5 Images .* Not connected 0/,
      }),
    ).toBeVisible();
  });

  it('leads from a check to its findings', async () => {
    const onFilterCheck = jest.fn();
    const dialog = await show(security, [literalSecret], onFilterCheck);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'No literal secrets' }),
    );
    expect(onFilterCheck).toHaveBeenCalledWith('sec-secret-literal-env');
  });

  it('leads nowhere where there is no finding', async () => {
    const dialog = await show(security, [], jest.fn());
    expect(
      within(dialog).queryByRole('button', { name: 'No literal secrets' }),
    ).toBeNull();
  });
});
