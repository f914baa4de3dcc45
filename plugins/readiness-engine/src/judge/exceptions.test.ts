import type { AnyCheck, Exception } from '../check';
import { found, na, pass, undecidable } from '../check';
import type { Occurrence } from '../finding';
import { list, workloads } from '../reads';
import { judgeOne, type JudgeOneOptions } from '../testing';
import { aCheck } from '../testing/aCheck';
import { namespaceWith, occurrence, states } from '../testing/judging';
import { deployment, raw } from '../testing/rawObjects';
import { reasonSignature } from './exceptions';

const row = {
  check: 'test-check',
  reason: 'The vendor runs it so',
  origin: 'config',
} as const;

const judging = (judge: AnyCheck['judge'], parts: Partial<AnyCheck> = {}) =>
  aCheck({ reads: workloads(), judge, ...parts });

async function verdictOn(
  check: AnyCheck,
  exceptions: readonly Exception[],
  options: JudgeOneOptions = {},
) {
  const verdicts = await judgeOne(check, [deployment('cart')], {
    exceptions,
    ...options,
  });
  return verdicts[0];
}

describe('an exception that a judge asks for', () => {
  const check = judging((subject, _, context) =>
    context.exception({
      namespace: subject.subject.namespace,
      name: subject.subject.name,
      rule: 'hostPath',
    })
      ? na('excepted', 'It is excepted.')
      : found([occurrence()]),
  );

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
  ])('with %j gives %s', async (parts, expected) => {
    expect(
      await states(check, [deployment('cart')], {
        exceptions: [{ ...row, ...parts }],
      }),
    ).toEqual({ cart: expected });
  });

  it('leaves the verdict to it, and is named', async () => {
    const waiving = judging((subject, _, context) =>
      context.exception({
        namespace: 'shop',
        name: subject.subject.name,
        rule: 'wide',
      })
        ? found([occurrence({ state: 'warn', discriminator: 'wide' })])
        : found([occurrence({ discriminator: 'wide' })]),
    );
    // The second row would have answered as well: it acts no second time.
    const verdict = await verdictOn(waiving, [
      { ...row, origin: 'shipped' },
      { ...row, rule: 'wid?' },
    ]);
    expect(verdict).toMatchObject({ state: 'warn', reasons: [] });
    expect(verdict.excepted).toEqual([
      {
        discriminator: 'wide',
        reason: {
          code: 'excepted',
          message:
            'Excepted by the allow-list of the catalogue: The vendor runs it so',
        },
      },
    ]);
  });
});

describe('an exception that no judge asks for', () => {
  const two = judging(() =>
    found([
      occurrence({ discriminator: 'web' }),
      occurrence({
        state: 'warn',
        discriminator: 'proxy',
        reasons: [
          { code: 'no-port', message: 'No port.' },
          { code: 'no-path', message: 'No path.' },
        ],
      }),
    ]),
  );

  it.each([
    ['pass', () => pass()],
    ['fail', () => found([occurrence()])],
    ['unknown', () => undecidable('template')],
  ])('and that names no rule makes %s not applicable', async (_, judge) => {
    const verdict = await verdictOn(judging(judge), [
      { ...row, name: 'ca*', expires: '2026-12-01' },
    ]);
    expect(verdict).toMatchObject({
      state: 'na',
      occurrences: [],
      reasons: [
        {
          code: 'excepted',
          message:
            'Excepted by configuration until 2026-12-01: The vendor runs it so',
        },
      ],
    });
    expect(verdict.unknownReason).toBeUndefined();
  });

  it('needs no source to be read', async () => {
    const check = aCheck({ reads: [...workloads(), list('nodes')] });
    const options = { forbidden: ['nodes'] };
    expect((await verdictOn(check, [row], options)).state).toBe('na');
    expect(
      (await verdictOn(check, [{ ...row, rule: 'x' }], options)).state,
    ).toBe('unknown');
  });

  it('keeps the reason of a judge that says na by itself', async () => {
    const verdict = await verdictOn(
      judging(() => na('batch', 'A job.')),
      [row],
    );
    expect(verdict.reasons).toEqual([{ code: 'batch', message: 'A job.' }]);
  });

  it('takes away the occurrences that its rule names', async () => {
    const one = await verdictOn(two, [{ ...row, rule: 'web' }]);
    expect(one).toMatchObject({
      state: 'warn',
      occurrences: [{ discriminator: 'proxy' }],
      reasons: [{ code: 'excepted' }],
      excepted: [{ discriminator: 'web' }],
    });
    const both = await verdictOn(two, [
      { ...row, rule: 'web' },
      { ...row, rule: 'pro*' },
    ]);
    expect(both).toMatchObject({ state: 'na', occurrences: [] });
    expect(both.excepted).toHaveLength(2);
    expect(both.reasons).toHaveLength(1);
  });

  it('takes away an occurrence by the codes of all its reasons', async () => {
    const by = async (...rules: string[]) =>
      (
        await verdictOn(
          two,
          rules.map(rule => ({ ...row, rule })),
        )
      ).occurrences.map(({ discriminator }) => discriminator);
    expect(await by('no-port')).toEqual(['web', 'proxy']);
    expect(await by('no-port', 'no-path')).toEqual(['web']);
    expect(await by('no-*')).toEqual(['web']);
  });

  it.each([
    [{ namespace: 'bank' }],
    [{ name: 'mail' }],
    [{ cluster: 'other' }],
    [{ expires: '2026-11-21' }],
    [{ check: 'other' }],
    [{ rule: 'db' }],
  ])('does nothing with %j', async parts => {
    expect(await verdictOn(two, [{ ...row, ...parts }])).toEqual(
      await verdictOn(two, []),
    );
  });

  it('covers a namespace with what is in it, and no cluster', async () => {
    const check = judging(() => found([occurrence()]), {
      reads: [...workloads(), list('nodes')],
      scope: { types: ['cluster', 'namespace', 'workload', 'entity'] },
    });
    const given = (exceptions: readonly Exception[]) =>
      states(check, [deployment('cart'), namespaceWith('bank')], {
        exceptions,
        entities: [
          {
            ref: 'component:default/shop-cart',
            annotations: {
              'backstage.io/kubernetes-label-selector': 'app=cart',
            },
          },
        ],
      });
    expect(await given([{ ...row, namespace: 'shop' }])).toEqual({
      test: 'fail',
      bank: 'fail',
      shop: 'na',
      cart: 'na',
      'component:default/shop-cart': 'fail',
    });
    expect(await given([{ ...row, name: 'shop-*' }])).toMatchObject({
      cart: 'fail',
      'component:default/shop-cart': 'na',
    });
    expect(await given([{ ...row, cluster: 'test' }])).toMatchObject({
      test: 'na',
      cart: 'na',
    });
  });

  it('does not let a cluster pass by the part that was seen', async () => {
    const check = aCheck({
      reads: [list('persistentVolumeClaims')],
      scope: { types: ['cluster'] },
      judge: () => found([occurrence({ discriminator: 'a' })]),
    });
    expect(
      await states(check, [raw('v1', 'PersistentVolumeClaim', 'data')], {
        exceptions: [{ ...row, rule: 'a' }],
        sources: {
          persistentVolumeClaims: { state: 'partial', namespaces: ['shop'] },
        },
      }),
    ).toEqual({ test: 'unknown: partial' });
  });
});

describe('an accepted dispute', () => {
  const seen: Occurrence = occurrence({
    discriminator: 'web',
    reasons: [
      { code: 'no-port', message: '1 of 2 ports of web2.', container: 'web' },
      { code: 'no-path', message: 'No path.' },
    ],
  });
  const dispute = (
    parts: Partial<NonNullable<Exception['disputed']>> = {},
  ): Exception => ({
    ...row,
    origin: 'dispute',
    expires: '2027-05-01',
    disputed: {
      subject: 'workload:test-cluster-uid/shop/apps/Deployment/cart',
      discriminator: 'web',
      saw: seen.reasons.map(reasonSignature),
      ...parts,
    },
  });
  const check = judging((subject, _, context) => {
    const { namespace, name } = subject.subject;
    return context.exception({ namespace, name })
      ? pass()
      : found([
          {
            ...seen,
            reasons: [{ ...seen.reasons[0], message: '2 of 3 ports of web2.' }],
          },
        ]);
  });

  it('takes away what it was about, and is no answer to a judge', async () => {
    const verdict = await verdictOn(check, [dispute()]);
    expect(verdict).toMatchObject({
      state: 'na',
      reasons: [
        {
          message:
            'Excepted by an accepted dispute until 2027-05-01: The vendor runs it so',
        },
      ],
    });
  });

  it('is about names, not about numbers', () => {
    const sign = (message: string) => reasonSignature({ code: 'c', message });
    expect(sign('DB2_URL is 13 days old, 1.5 GiB.')).toBe(
      sign('DB2_URL is 14 days old, 2 GiB.'),
    );
    expect(sign('DB2_URL is old.')).not.toBe(sign('DB1_URL is old.'));
  });

  it.each([
    ['another subject', { subject: 'ns:test-cluster-uid/shop' }],
    ['another discriminator', { discriminator: 'db' }],
    ['other reasons', { saw: ['no-path|||No path.'] }],
  ])('covers nothing with %s', async (_, parts) => {
    const verdict = await verdictOn(check, [dispute(parts)]);
    expect(verdict.state).toBe('fail');
    expect(verdict.excepted).toBeUndefined();
  });
});
