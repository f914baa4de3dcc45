import { checkScore, stageScore } from '../../__fixtures__/scorecard';
import { rungsOf } from './rung';

const states = (...stages: Parameters<typeof rungsOf>[0]) =>
  rungsOf(stages).map(({ state }) => state);

describe('rungsOf', () => {
  it('tells full, partly and empty rungs apart', () => {
    expect(
      states(
        stageScore({}),
        stageScore({ stage: 'used', verified: 0.5 }),
        stageScore({
          stage: 'proven',
          verified: 0,
          potential: 0,
          checks: [checkScore({ state: 'fail', verified: 0, potential: 0 })],
        }),
      ),
    ).toEqual(['full', 'partly', 'empty']);
  });

  it('leaves out a rung that the control does not have', () => {
    expect(states(stageScore({}))).toEqual(['full', 'absent', 'absent']);
  });

  it('never shows what was not seen as empty or full', () => {
    const unseen = checkScore({ state: 'unknown', verified: 0, potential: 1 });
    const [rung] = rungsOf([
      stageScore({ verified: 0, potential: 1, checks: [unseen] }),
    ]);
    expect(rung).toMatchObject({ state: 'unknown', filled: 0, unseen: 1 });
    expect(rung.missing).toEqual([unseen]);
  });

  it('hatches only the part that could not be seen', () => {
    const [rung] = rungsOf([
      stageScore({
        verified: 0.5,
        potential: 0.75,
        checks: [
          checkScore({}),
          checkScore({ check: 'b', state: 'unknown', verified: 0 }),
        ],
      }),
    ]);
    expect(rung).toMatchObject({ state: 'partly', filled: 0.5, unseen: 0.25 });
  });

  it('does not hatch what is not judged yet', () => {
    const pending = checkScore({ state: 'notJudged', verified: 0 });
    expect(
      rungsOf([
        stageScore({ verified: 0, potential: 1, checks: [pending] }),
        stageScore({
          stage: 'used',
          verified: 0.5,
          potential: 1,
          checks: [checkScore({}), pending],
        }),
      ]).map(({ state, unseen }) => [state, unseen]),
    ).toEqual([
      ['notJudged', 0],
      ['partly', 0],
      ['absent', 0],
    ]);
  });

  it('says that a rung is not judged yet', () => {
    expect(states(stageScore({ verified: 0, notJudged: true }))[0]).toBe(
      'notJudged',
    );
  });
});
