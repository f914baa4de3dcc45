import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import { list, workloads } from '../reads';
import {
  buildInventory,
  buildRuleConfig,
  collectObjects,
  scanObjects,
} from '../testing';
import { aCheck } from '../testing/aCheck';
import { namespaceWith, onWorkloads, states } from '../testing/judging';
import { deployment, pod, raw, service } from '../testing/rawObjects';
import { judgeInventory } from './judgeInventory';

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
          namespaceWith('shop', {
            labels: {
              'readiness.io/environment': 'staging',
              'backstage.io/owner': 'shop-team',
            },
          }),
          namespaceWith('monitoring'),
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

    it('are no entities of which nothing is theirs alone', async () => {
      const entity = (name: string, selector: string) => ({
        ref: `component:default/${name}`,
        annotations: { 'backstage.io/kubernetes-label-selector': selector },
      });
      const check = aCheck({
        reads: workloads(),
        scope: { types: ['entity'] },
      });
      const { verdicts, subjects } = await scanObjects(
        [check],
        [deployment('cart'), deployment('mail')],
        { entities: [entity('a', 'app=cart'), entity('b', 'app')] },
      );
      expect(verdicts.map(({ subject }) => subject.name)).toEqual([
        'component:default/b',
      ]);
      expect(
        subjects.filter(({ entityRef }) => entityRef?.endsWith('/a')),
      ).toEqual([]);
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
      const collected = await collectObjects(
        [local],
        [deployment('cart'), deployment('mail')],
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
