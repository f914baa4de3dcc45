import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import {
  type AnyCheck,
  defineCheck,
  found,
  na,
  type Occurrence,
  pass,
  undecidable,
} from '../check';
import { evidence, list, liveRules, optionalList, workloads } from '../reads';
import {
  buildInventory,
  buildRuleConfig,
  judgeOne,
  type JudgeOneOptions,
  scanObjects,
} from '../testing';
import { aCheck } from '../testing/aCheck';
import {
  deployment,
  pod,
  type Raw,
  raw,
  rolledOut,
  service,
} from '../testing/rawObjects';
import { judgeInventory } from './judgeInventory';

const occurrence = (parts: Partial<Occurrence> = {}): Occurrence => ({
  state: 'fail',
  reasons: [{ code: 'bad', message: 'It is bad.' }],
  remediation: { summary: 'Fix it.', type: 'command', content: 'true' },
  ...parts,
});

const namespace = (
  name: string,
  metadata: Record<string, unknown> = {},
): Raw => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, uid: `${name}-uid`, ...metadata },
});

const onWorkloads = aCheck({ reads: workloads() });

async function states(
  check: AnyCheck,
  objects: readonly Raw[],
  options?: JudgeOneOptions,
) {
  const verdicts = await judgeOne(check, objects, options);
  return Object.fromEntries(
    verdicts.map(({ subject, state, unknownReason }) => [
      subject.name,
      unknownReason ? `${state}: ${unknownReason}` : state,
    ]),
  );
}

describe('judgeInventory', () => {
  describe('subjects', () => {
    it('are those of the types in scope', async () => {
      const check = (...types: ('cluster' | 'namespace' | 'workload')[]) =>
        aCheck({ reads: workloads(), scope: { types } });
      const objects = [deployment('cart')];
      expect(await states(check('cluster'), objects)).toEqual({ test: 'pass' });
      expect(await states(check('namespace'), objects)).toEqual({
        shop: 'pass',
      });
      expect(await states(check('namespace', 'cluster'), objects)).toEqual({
        shop: 'pass',
        test: 'pass',
      });
    });

    it('are workloads of the classes in scope', async () => {
      const check = aCheck({
        reads: workloads({ services: true }),
        scope: { types: ['workload'], classes: ['service'] },
      });
      expect(
        await states(check, [
          deployment('cart'),
          deployment('mail'),
          service('cart', { app: 'cart' }),
        ]),
      ).toEqual({ cart: 'pass' });
    });

    it('are not applicable when static, parked or of the system', async () => {
      const objects = [
        pod('static', { annotations: { 'kubernetes.io/config.mirror': 'x' } }),
        raw('batch/v1', 'CronJob', 'parked', {}, { spec: { suspend: true } }),
        deployment('dns', { namespace: 'kube-system' }),
        deployment('cart'),
      ];
      const expected = {
        static: 'na',
        parked: 'na',
        dns: 'na',
        cart: 'pass',
      };
      expect(await states(onWorkloads, objects)).toEqual(expected);
      const cost = aCheck({ reads: workloads(), dimension: 'cost' });
      expect(await states(cost, objects)).toEqual({
        ...expected,
        parked: 'pass',
      });
      const everywhere = aCheck({
        reads: workloads(),
        scope: { types: ['workload'], namespaces: ['tenant', 'system'] },
      });
      expect(await states(everywhere, objects)).toMatchObject({ dns: 'pass' });
    });

    it('carry class, environment and owner of their namespace', async () => {
      const { subjects } = await scanObjects(
        [onWorkloads],
        [
          namespace('shop', {
            labels: {
              'readiness.io/environment': 'staging',
              'backstage.io/owner': 'shop-team',
            },
          }),
          namespace('monitoring'),
          deployment('cart'),
          deployment('grafana', { namespace: 'monitoring' }),
        ],
        { platformNamespaces: ['monitor*'], environment: 'dev' },
      );
      const named = (name: string) =>
        subjects.find(({ subject }) => subject.name === name);
      expect(named('cart')).toMatchObject({
        namespaceClass: 'tenant',
        environment: 'staging',
        owner: 'group:default/shop-team',
      });
      expect(named('grafana')).toMatchObject({
        namespaceClass: 'platform',
        environment: 'dev',
        owner: 'group:default/platform',
      });
    });

    it('count for the one entity that matches them', async () => {
      const entity = (name: string, selector: string) => ({
        ref: `component:default/${name}`,
        owner: `group:default/${name}-team`,
        tier: 1 as const,
        annotations: { 'backstage.io/kubernetes-label-selector': selector },
      });
      const { subjects } = await scanObjects(
        [onWorkloads],
        [
          deployment('cart'),
          deployment('both'),
          deployment('ledger', { namespace: 'bank' }),
        ],
        {
          entities: [
            entity('cart', 'app in (cart,both)'),
            entity('both', 'app=both'),
            entity('ledger', 'app=ledger'),
          ],
        },
      );
      const row = (name: string) =>
        subjects.find(({ subject }) => subject.name === name);
      expect(row('cart')).toMatchObject({
        entityRef: 'component:default/cart',
        owner: 'group:default/cart-team',
      });
      expect(row('both')).toMatchObject({
        ambiguous: ['component:default/both', 'component:default/cart'],
      });
      expect(row('both')?.entityRef).toBeUndefined();
      expect(row('bank')).toMatchObject({
        entityRef: 'component:default/ledger',
        owner: 'group:default/ledger-team',
        inheritedBy: [],
      });
      expect(row('shop')?.entityRef).toBeUndefined();
      expect(row('shop')?.inheritedBy).toEqual([
        'component:default/both',
        'component:default/cart',
      ]);
      expect(row('test')?.inheritedBy).toHaveLength(3);
    });
  });

  describe('responsible', () => {
    const check = (parts: Partial<AnyCheck> = {}) =>
      aCheck({
        reads: workloads(),
        scope: { types: ['workload', 'namespace', 'cluster'] },
        ...parts,
      });
    const who = async (parts?: Partial<AnyCheck>) => {
      const verdicts = await judgeOne(
        check(parts),
        [deployment('cart'), deployment('x', { namespace: 'argocd' })],
        {
          platformNamespaces: ['argocd'],
          entities: [
            {
              ref: 'component:default/cart',
              annotations: {
                'backstage.io/kubernetes-label-selector': 'app=cart',
              },
            },
          ],
        },
      );
      return Object.fromEntries(
        verdicts.map(({ subject, responsible }) => [subject.name, responsible]),
      );
    };

    it('follows the scope', async () => {
      expect(await who()).toEqual({
        test: 'platform',
        argocd: 'platform',
        x: 'platform',
        shop: 'service',
        cart: 'service',
      });
    });

    it('is what the check declares', async () => {
      expect(
        new Set(Object.values(await who({ responsible: 'service' }))),
      ).toEqual(new Set(['service']));
    });
  });

  describe('sources', () => {
    it('make a verdict unknown where a required one is not readable', async () => {
      const check = aCheck({ reads: [...workloads(), list('nodes')] });
      const [verdict] = await judgeOne(check, [deployment('cart')], {
        forbidden: ['nodes'],
      });
      expect(verdict).toMatchObject({
        state: 'unknown',
        unknownReason: 'forbidden',
        reasons: [{ code: 'forbidden', field: 'nodes' }],
      });
    });

    it.each([
      ['error', 'unknown: error'],
      ['truncated', 'unknown: truncated'],
      ['stale', 'unknown: stale'],
      ['unscoped', 'unknown: unscoped'],
      ['absent', 'pass'],
      ['empty', 'pass'],
      ['inert', 'pass'],
    ] as const)('in state %s give %s', async (state, expected) => {
      const check = aCheck({ reads: [...workloads(), list('nodes')] });
      expect(
        await states(check, [deployment('cart')], {
          sources: { nodes: { state } },
        }),
      ).toEqual({ cart: expected });
    });

    it('of other kinds of workload do not matter', async () => {
      expect(
        await states(
          onWorkloads,
          [deployment('cart'), raw('apps/v1', 'DaemonSet', 'agent')],
          { sources: { daemonSets: { state: 'forbidden' } } },
        ),
      ).toEqual({ cart: 'pass', agent: 'unknown: forbidden' });
    });

    it('that are optional leave the decision to the judge', async () => {
      const check = defineCheck({
        ...aCheck(),
        reads: [...workloads(), optionalList('nodes')],
        judge: (_subject, inventory, context) =>
          context.source('nodes').state === 'forbidden'
            ? na('no-nodes', `${inventory.nodes.length} nodes`)
            : pass(),
      });
      expect(
        await states(check, [deployment('cart')], { forbidden: ['nodes'] }),
      ).toEqual({ cart: 'na' });
    });

    it('seen in part decide for the namespaces that were seen', async () => {
      const objects = [
        deployment('cart'),
        deployment('ledger', { namespace: 'bank' }),
      ];
      const partial = {
        sources: {
          deployments: { state: 'partial', namespaces: ['shop'] },
        },
      } as const;
      expect(await states(onWorkloads, objects, partial)).toEqual({
        cart: 'pass',
        ledger: 'unknown: partial',
      });
    });

    it('seen in part never let a cluster pass, and let it fail', async () => {
      const check = (state?: Occurrence['state']) =>
        aCheck({
          reads: [list('persistentVolumeClaims')],
          scope: { types: ['cluster'] },
          judge: () => (state ? found([occurrence({ state })]) : pass()),
        });
      const partial = {
        sources: {
          persistentVolumeClaims: { state: 'partial', namespaces: ['shop'] },
        },
      } as const;
      expect(await states(check(), [], partial)).toEqual({
        test: 'unknown: partial',
      });
      expect(await states(check('warn'), [], partial)).toEqual({
        test: 'unknown: partial',
      });
      expect(await states(check('fail'), [], partial)).toEqual({
        test: 'fail',
      });
    });

    it('that reach other namespaces decide nothing when seen in part', async () => {
      const check = aCheck({
        reads: [list('veleroSchedules')],
        scope: { types: ['namespace'] },
      });
      expect(
        await states(check, [namespace('shop')], {
          sources: {
            veleroSchedules: { state: 'partial', namespaces: ['shop'] },
          },
        }),
      ).toEqual({ shop: 'unknown: partial' });
    });

    it('that were never connected are named so', async () => {
      const check = aCheck({
        reads: [...workloads(), liveRules()],
        judge: () => undecidable('liveRules'),
      });
      const objects = [deployment('cart')];
      expect(await states(check, objects)).toEqual({
        cart: 'unknown: notConnected',
      });
      expect(await states(check, objects, { liveRules: [] })).toEqual({
        cart: 'unknown: undecidable',
      });
    });

    it('are named in the verdict', async () => {
      const [verdict] = await judgeOne(
        aCheck({ reads: [...workloads(), evidence('restore-drill')] }),
        [deployment('cart')],
      );
      expect(verdict.sources).toEqual([
        'deployments',
        'replicaSets',
        'pods',
        'services',
        'ingresses',
        'evidence',
      ]);
    });
  });

  describe('a judge', () => {
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

  describe('known subjects', () => {
    const known = ['cart', 'gone'].map(name =>
      subjectKey({
        type: 'workload',
        cluster: 'test-cluster-uid',
        namespace: 'shop',
        apiGroup: 'apps',
        kind: 'Deployment',
        name,
      }),
    );

    it('are unknown where their source cannot be read', async () => {
      const result = await scanObjects([onWorkloads], [deployment('cart')], {
        forbidden: ['deployments'],
        knownSubjects: known,
      });
      const rows = result.subjects.filter(
        ({ subject }) => subject.type === 'workload',
      );
      expect(
        rows.map(({ subject, unobserved }) => [subject.name, unobserved]),
      ).toEqual([
        ['cart', true],
        ['gone', true],
      ]);
      const verdicts = result.verdicts.filter(
        ({ subject }) => subject.type === 'workload',
      );
      expect(verdicts.map(({ state }) => state)).toEqual([
        'unknown',
        'unknown',
      ]);
    });

    it('are simply absent where it was read', async () => {
      const { subjects } = await scanObjects(
        [onWorkloads],
        [deployment('cart')],
        { knownSubjects: known },
      );
      expect(subjects.map(({ subject }) => subject.name)).not.toContain('gone');
    });

    it('of another cluster, or malformed, are left alone', async () => {
      const { subjects } = await scanObjects([onWorkloads], [], {
        forbidden: ['deployments'],
        knownSubjects: [known[0].replace('test-', 'other-'), 'nonsense'],
      });
      expect(subjects.some(({ unobserved }) => unobserved)).toBe(false);
    });
  });

  describe('of one entity', () => {
    const annotations = {
      'backstage.io/kubernetes-label-selector': 'app=cart',
    };
    const cart = {
      ref: 'component:default/cart',
      kind: 'component',
      tier: 2,
      tierDeclared: false,
      annotations,
    } as const;

    it('judges its subjects only, by what was read', async () => {
      const local = aCheck({
        reads: workloads(),
        scope: { types: ['workload', 'namespace', 'cluster'] },
      });
      const beyond = aCheck({
        id: 'beyond',
        reads: [...workloads(), list('veleroSchedules')],
      });
      const whole = await scanObjects(
        [local, beyond],
        [deployment('cart'), deployment('mail')],
        { entities: [cart] },
      );
      const collected = await import('../testing').then(testing =>
        testing.collectObjects(
          [local],
          [deployment('cart'), deployment('mail')],
        ),
      );
      const { verdicts, subjects } = judgeInventory({
        ...collected,
        cluster: { ...whole.cluster },
        checks: [local, beyond],
        rulesetVersion: 'test',
        config: buildRuleConfig(),
        entities: [cart],
        evidence: [],
        knownSubjects: [],
        now: Date.parse(whole.at),
        namespaces: ['shop'],
        entityRef: cart.ref,
      });
      expect(subjects.map(({ key }) => key)).toEqual([
        'workload:test-cluster-uid/shop/apps/Deployment/cart',
      ]);
      expect(verdicts.map(({ check }) => check)).toEqual(['test-check']);
    });
  });

  it('leaves out checks that are disabled', () => {
    const { verdicts } = judgeInventory({
      cluster: {
        name: 'c',
        uid: 'u',
        version: { major: 1, minor: 36 },
        environment: 'prod',
      },
      inventory: buildInventory(),
      sources: [],
      checks: [aCheck({ scope: { types: ['cluster'] } })],
      rulesetVersion: 'test',
      config: buildRuleConfig({ checks: { 'test-check': { enabled: false } } }),
      entities: [],
      evidence: [],
      knownSubjects: [],
      now: 0,
    });
    expect(verdicts).toEqual([]);
  });

  it('takes a source that was never collected for unreadable', () => {
    const { verdicts } = judgeInventory({
      cluster: {
        name: 'c',
        uid: 'u',
        version: { major: 1, minor: 36 },
        environment: 'prod',
      },
      inventory: buildInventory(),
      sources: [],
      checks: [
        aCheck({ scope: { types: ['cluster'] }, reads: [list('nodes')] }),
      ],
      rulesetVersion: 'test',
      config: buildRuleConfig(),
      entities: [],
      evidence: [],
      knownSubjects: [],
      now: 0,
    });
    expect(verdicts).toMatchObject([
      { state: 'unknown', unknownReason: 'error' },
    ]);
  });
});
