import { type AnyCheck, found, na, pass } from '../check';
import { workloads } from '../reads';
import { judgeOne, scanObjects } from '../testing';
import { aCheck } from '../testing/aCheck';
import { occurrence, states } from '../testing/judging';
import { deployment, rolledOut } from '../testing/rawObjects';

describe('outcomeFor, where a judge', () => {
  const judging = (judge: AnyCheck['judge'], parts: Partial<AnyCheck> = {}) =>
    aCheck({ reads: workloads(), judge, ...parts });
  const objects = [deployment('cart')];

  it('may throw without harm to others', async () => {
    const broken = judging(() => {
      throw new Error('CANARY');
    });
    const { verdicts } = await scanObjects(
      [broken, aCheck({ id: 'sound', reads: workloads() })],
      objects,
    );
    const [bad, good] = verdicts.filter(
      ({ subject }) => subject.name === 'cart',
    );
    expect(bad).toMatchObject({
      state: 'unknown',
      unknownReason: 'undecidable',
    });
    expect(bad.reasons[0].message).toContain('test-check');
    expect(JSON.stringify(bad)).not.toContain('CANARY');
    expect(good).toMatchObject({ check: 'sound', state: 'pass' });
  });

  it('may not decide by a version that was not read', async () => {
    const check = judging((_, __, context) =>
      context.cluster.version.minor > 30 ? pass() : na('old', 'old'),
    );
    expect(await states(check, objects, { version: 'x.y' })).toEqual({
      cart: 'unknown: error',
    });
    expect(await states(check, objects)).toEqual({ cart: 'pass' });
  });

  it('may be milder than declared and not harsher', async () => {
    const check = judging(
      () =>
        found([
          occurrence({ severity: 'low', discriminator: 'a' }),
          occurrence({ severity: 'critical', discriminator: 'b' }),
          occurrence({ discriminator: 'c', state: 'warn' }),
        ]),
      { severity: 'medium' },
    );
    const [verdict] = await judgeOne(check, objects);
    expect(verdict.state).toBe('fail');
    expect(verdict.occurrences.map(({ severity }) => severity)).toEqual([
      'low',
      'medium',
      'medium',
    ]);
  });

  it('is not asked when an extractor gave no facts', async () => {
    const check = judging(() => pass(), {
      extract: {
        id: 'broken',
        run: () => {
          throw new Error('no');
        },
      },
    });
    expect(await states(check, objects)).toEqual({
      cart: 'unknown: unparseable',
    });
  });

  it('sees facts and not the values behind them', async () => {
    const check = judging(
      subject =>
        subject.type === 'workload' &&
        subject.workload.facts.names[0]?.name === 'PASSWORD'
          ? found([occurrence({ state: 'warn' })])
          : pass(),
      {
        extract: {
          id: 'names',
          run: spec => [
            {
              detector: 'env',
              name: (spec as { containers: { env: { name: string }[] }[] })
                .containers[0].env[0].name,
            },
          ],
        },
      },
    );
    const env = [{ name: 'PASSWORD', value: 'CANARY' }];
    const result = await scanObjects(
      [check],
      rolledOut('cart', {
        template: {
          metadata: {},
          spec: { containers: [{ name: 'app', env }] },
        },
      }),
    );
    expect(result.verdicts.map(({ state }) => state)).toContain('warn');
    expect(JSON.stringify(result)).not.toContain('CANARY');
  });

  it('reads thresholds and parameters, configuration first', async () => {
    const seen: unknown[] = [];
    const check = judging(
      (_, __, context) => {
        seen.push([context.threshold('backup.rpoHours'), context.params]);
        return pass();
      },
      { params: { a: 1, b: 2 } },
    );
    await judgeOne(check, objects);
    await judgeOne(check, objects, {
      thresholds: { 'backup.rpoHours': 6 },
      params: { b: 3 },
    });
    expect(seen).toEqual([
      [24, { a: 1, b: 2 }],
      [6, { a: 1, b: 3 }],
    ]);
    const wrong = judging((_, __, context) => {
      context.threshold('no.such');
      return pass();
    });
    expect(await states(wrong, objects)).toEqual({
      cart: 'unknown: undecidable',
    });
  });
});
