import { found, na } from '../check';
import { workloads } from '../reads';
import { aCheck } from '../testing/aCheck';
import { occurrence, states } from '../testing/judging';
import { deployment } from '../testing/rawObjects';

describe('exceptions', () => {
  const check = aCheck({
    reads: workloads(),
    judge: (subject, _, context) =>
      context.exception({
        namespace: subject.subject.namespace,
        name: subject.subject.name,
        rule: 'hostPath',
      })
        ? na('excepted', 'It is excepted.')
        : found([occurrence()]),
  });
  const row = {
    check: 'test-check',
    reason: 'because',
    origin: 'config',
  } as const;

  it.each([
    [{}, 'na'],
    [{ namespace: 'sh*', name: 'cart', rule: 'host*' }, 'na'],
    [{ cluster: 'te?t' }, 'na'],
    [{ cluster: 'prod' }, 'fail'],
    [{ namespace: 'bank' }, 'fail'],
    [{ name: 'mail' }, 'fail'],
    [{ rule: 'hostPorts' }, 'fail'],
    [{ check: 'other' }, 'fail'],
    [{ expires: '2026-11-22' }, 'na'],
    [{ expires: '2026-11-21' }, 'fail'],
    [{ expires: '2026-11-22T16:00:00Z' }, 'fail'],
    [{ expires: 'never' }, 'fail'],
  ])('with %j give %s', async (parts, expected) => {
    expect(
      await states(check, [deployment('cart')], {
        exceptions: [{ ...row, ...parts }],
      }),
    ).toEqual({ cart: expected });
  });
});
