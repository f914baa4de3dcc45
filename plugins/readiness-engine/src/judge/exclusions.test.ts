import { found } from '../check';
import type { CheckConfig } from '../contracts';
import { workloads } from '../reads';
import { judgeOne, type JudgeOneOptions } from '../testing';
import { aCheck } from '../testing/aCheck';
import { namespaceWith, occurrence } from '../testing/judging';
import { deployment } from '../testing/rawObjects';

const check = aCheck({
  reads: workloads(),
  scope: { types: ['cluster', 'namespace', 'workload'] },
  judge: () => found([occurrence()]),
});

const scan = (config: CheckConfig, options: JudgeOneOptions = {}) =>
  judgeOne(
    check,
    [
      deployment('cart'),
      deployment('mail'),
      namespaceWith('bank'),
      deployment('ledger', { namespace: 'bank' }),
    ],
    { checks: { 'test-check': config }, ...options },
  );

async function excluded(row: object, options?: JudgeOneOptions) {
  const verdicts = await scan(
    { exclude: [{ reason: 'Moves out', ...row }] },
    options,
  );
  return verdicts
    .filter(({ state }) => state === 'na')
    .map(({ subject }) => subject.name)
    .sort();
}

describe('an exclusion', () => {
  it.each([
    [{ namespace: 'ba*' }, ['bank', 'ledger']],
    [{ name: 'ca?t' }, ['cart']],
    [{ namespace: 'shop', name: '*' }, ['cart', 'mail', 'shop']],
    [{ cluster: 'test' }, ['bank', 'cart', 'ledger', 'mail', 'shop', 'test']],
    [{ cluster: 'other', namespace: 'shop' }, []],
  ])('of %j leaves out %j', async (row, names) => {
    expect(await excluded(row)).toEqual(names);
  });

  it('says why, whether or not the subject can be seen', async () => {
    const [verdict] = (
      await scan({ exclude: [{ name: 'cart', reason: 'Moves out' }] })
    ).filter(({ subject }) => subject.name === 'cart');
    expect(verdict).toMatchObject({
      state: 'na',
      reasons: [
        { code: 'excluded', message: 'Excluded by configuration: Moves out' },
      ],
      occurrences: [],
    });
    const blind: JudgeOneOptions = {
      forbidden: ['deployments'],
      knownSubjects: [
        'workload:test-cluster-uid/shop/apps/Deployment/cart',
        'workload:test-cluster-uid/shop/apps/Deployment/mail',
      ],
    };
    const states = (
      await scan({ exclude: [{ name: 'cart', reason: 'Moves out' }] }, blind)
    ).flatMap(({ subject, state }) =>
      subject.type === 'workload' ? [[subject.name, state]] : [],
    );
    expect(states).toEqual([
      ['cart', 'na'],
      ['mail', 'unknown'],
    ]);
  });

  it('speaks of nothing that the check does not speak of', async () => {
    const jobs = aCheck({
      reads: workloads({ services: true }),
      scope: { types: ['workload'], classes: ['batch'] },
    });
    expect(
      await judgeOne(jobs, [deployment('cart')], {
        checks: { 'test-check': { exclude: [{ name: '*', reason: 'x' }] } },
      }),
    ).toEqual([]);
  });
});

describe('an observed check', () => {
  it('judges as ever and says that it is observed', async () => {
    const enforced = await scan({ mode: 'enforce' });
    expect(enforced).toEqual(await scan({}));
    expect(await scan({ mode: 'observe' })).toEqual(
      enforced.map(verdict => ({ ...verdict, mode: 'observe' })),
    );
  });
});
