import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import {
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  type SampleCluster,
} from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import {
  demoEntities,
  NOON,
  sampleCluster,
  startReadiness,
} from './__testUtils__/startReadiness';

jest.setTimeout(180_000);

const CANARY = 'CANARY-sample-7Qx9-bluefin';
const REPORT =
  '/apis/wgpolicyk8s.io/v1alpha2/namespaces/storefront/policyreports/91d2a7b4-web-shop';
const HOUR = 3_600_000;

describe('findings of other tools', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let prod: SampleCluster;
  let knex: Knex;

  beforeEach(async () => {
    prod = sampleCluster('prod-eu');
    knex = await databases.init('SQLITE_3');
  });

  const start = async (readiness: JsonObject = {}, now = NOON) => {
    const backend = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      now,
      readiness: { levels: { holdDays: 0 }, ...readiness },
    });
    await backend.scan('prod-eu');
    return backend;
  };

  type Backend = Awaited<ReturnType<typeof start>>;
  const list = async ({ api }: Backend, query: string): Promise<Finding[]> =>
    (await api.get(`/findings?limit=500&${query}`)).body.items;
  const costCenter = async (backend: Backend) =>
    (
      await list(backend, 'source=kyverno&entityRef=component:default/web-shop')
    ).map(({ check, sticky = false }) => ({ check, sticky }));
  const scores = async () =>
    knex('scores').orderBy(['scope', 'ref']).select('ref', 'verified', 'level');

  it('stand in the register with their tool, owner and severity, and without weight', async () => {
    const backend = await start();
    const imported = [
      ...(await list(backend, 'source=kyverno')),
      ...(await list(backend, 'source=trivy')),
    ];
    expect(
      imported
        .map(
          ({
            source,
            check,
            subject,
            severity,
            owner,
            mode,
            dueAt,
            taskId,
          }) => [
            source,
            check,
            subject.name,
            severity,
            owner,
            mode,
            dueAt ?? taskId,
          ],
        )
        .sort(),
    ).toEqual(
      [
        [
          'kyverno',
          'kyverno:require-cost-center/check-cost-center',
          'checkout',
          'low',
          'group:default/checkout',
        ],
        [
          'kyverno',
          'kyverno:require-cost-center/check-cost-center',
          'web-shop',
          'low',
          'group:default/storefront',
        ],
        [
          'kyverno',
          'kyverno:require-ingress-hsts/check-annotation',
          'storefront',
          'medium',
          'group:default/storefront',
        ],
        [
          'trivy',
          'trivy:KSV-0014',
          'cart-redis',
          'high',
          'group:default/storefront',
        ],
        [
          'trivy',
          'trivy:KSV-0014',
          'orders-db',
          'high',
          'group:default/checkout',
        ],
        [
          'trivy',
          'trivy:KSV-0020',
          'orders-db',
          'low',
          'group:default/checkout',
        ],
        [
          'trivy',
          'trivy:secret/aws-access-key-id',
          'carrier-poller',
          'critical',
          'group:default/fulfilment',
        ],
      ].map(row => [...row, 'observe', undefined]),
    );
    expect(JSON.stringify(await knex('findings').select())).not.toContain(
      CANARY,
    );

    const weighed = await scores();
    const without = await start(
      { imports: { policyReports: false, trivy: false, kubescape: false } },
      NOON + HOUR,
    );
    expect(await scores()).toEqual(weighed);
    expect(await list(without, 'source=trivy')).toEqual([]);
    expect(
      await knex('findings')
        .where({ kind: 'import' })
        .whereNotNull('closed_at')
        .distinct('close_reason')
        .pluck('close_reason'),
    ).toEqual(['check_removed']);
  });

  it('are one with ours where both ask the same', async () => {
    const backend = await start();
    const [ours] = await list(
      backend,
      'check=cost-requests-set&source=readiness&entityRef=component:default/checkout&q=Deployment/checkout',
    );
    expect(ours).toMatchObject({
      check: 'cost-requests-set',
      alsoReported: [
        {
          source: 'kyverno',
          rule: 'require-requests-limits/autogen-validate-resources',
        },
      ],
    });
    expect(ours).not.toHaveProperty('source');
    expect(await list(backend, 'q=require-requests-limits')).toEqual([]);
  });

  it('close by their tool alone, and stay while its reports cannot be read', async () => {
    const backend = await start();
    const open = { check: 'kyverno:require-cost-center/check-cost-center' };
    expect(await costCenter(backend)).toEqual([{ ...open, sticky: false }]);

    const denial = {
      group: 'wgpolicyk8s.io',
      resource: 'policyreports',
      user: SAMPLE_USER_NAMES.scanner,
    };
    prod.revoke(denial);
    backend.clock.advance(HOUR);
    await backend.scan('prod-eu');
    expect(await costCenter(backend)).toEqual([{ ...open, sticky: true }]);

    prod.grant(denial);
    backend.clock.advance(HOUR);
    await backend.scan('prod-eu');
    expect(await costCenter(backend)).toEqual([{ ...open, sticky: false }]);

    await prod.fetch(REPORT, { method: 'DELETE', token: SAMPLE_TOKENS.demo });
    backend.clock.advance(HOUR);
    await backend.scan('prod-eu');
    expect(await costCenter(backend)).toEqual([]);
    expect(
      await knex('findings')
        .where({ origin: 'kyverno' })
        .whereNotNull('closed_at')
        .pluck('close_reason'),
    ).toEqual(['fixed']);
  });

  it('are left alone by a scan of one entity', async () => {
    const backend = await start();
    const before = await knex('findings').where({ kind: 'import' }).select();
    await backend.api.post('/clusters/prod-eu/scans', {
      entityRef: 'component:default/web-shop',
    });
    await backend.scan('prod-eu');
    expect(await knex('findings').where({ kind: 'import' }).select()).toEqual(
      before,
    );
  });

  it('are disputed and accepted where they come from', async () => {
    const backend = await start();
    const [{ id }] = await list(backend, 'source=trivy');
    const { status, body } = await backend.api.post(`/findings/${id}/dispute`, {
      reason: 'It is wrong.',
    });
    expect([status, body.error.message]).toEqual([
      400,
      'What trivy reports is disputed there; it counts for nothing here',
    ]);
  });

  it('are kept up to a number, the gravest first', async () => {
    const backend = await start({ imports: { maxFindings: 1 } });
    expect(
      (await list(backend, 'mode=observe')).flatMap(({ source, severity }) =>
        source ? [severity] : [],
      ),
    ).toEqual(['critical']);
  });
});
