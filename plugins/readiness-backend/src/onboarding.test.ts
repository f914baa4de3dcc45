import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type {
  ApiMatchingReport,
  LeaderboardItem,
  Schemas,
  Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
  type StartOptions,
} from './__testUtils__/startReadiness';
import { SETTLED_TABLES, tableDump } from './__testUtils__/tableDump';

jest.setTimeout(180_000);

/** Later, and too soon for anything in the cluster to age. */
const SECOND = 1_000;
const MEGABYTE = 1024 * 1024;
const ID = 'backstage.io/kubernetes-id';
const CHECKOUT = 'component:default/checkout';

const component = (
  name: string,
  annotations: Record<string, string> = {},
  owner = 'group:default/checkout',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations },
  spec: { type: 'service', lifecycle: 'production', owner },
});

/** A company whose catalog was never meant for clusters. */
const COMPANY = Array.from({ length: 1500 }, (_, index) =>
  component(`unit-${index}`, {}, `group:default/team-${index % 40}`),
);

const nameOf = (entity: Entity) => entity.metadata.name;

/** The demo catalog with other annotations on one Component. */
function withAnnotations(
  name: string,
  annotations: Record<string, string>,
): Entity[] {
  return demoEntities().map(entity =>
    entity.kind === 'Component' && nameOf(entity) === name
      ? { ...entity, metadata: { ...entity.metadata, annotations } }
      : entity,
  );
}

describe('onboarding of a company', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let knex: Knex;

  const start = (options: Partial<StartOptions> = {}) =>
    startReadiness({
      knex,
      clusters: { 'prod-eu': sampleCluster('prod-eu') },
      entities: demoEntities(),
      ...options,
      readiness: {
        leaderboard: { minDays: 0 },
        levels: { holdDays: 0 },
        ...options.readiness,
      },
    });

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
  });

  it('counts 1,500 unmatched Components in nothing, and says why', async () => {
    const small = await start();
    await small.scan('prod-eu');
    const board = async (
      { api }: typeof small,
      by: string,
    ): Promise<LeaderboardItem[]> =>
      (await api.get(`/leaderboard?by=${by}`)).body.items;
    const few = {
      entity: await board(small, 'entity'),
      owner: await board(small, 'owner'),
    };

    const large = await start({
      entities: [...demoEntities(), ...COMPANY],
      now: small.clock.now() + SECOND,
    });
    await large.scan('prod-eu');
    const entities = await board(large, 'entity');
    const isReviewed = (item: LeaderboardItem) => !item.notReviewed;
    const figures = (items: LeaderboardItem[]) =>
      items.filter(isReviewed).map(({ trend, ...rest }) => rest);
    expect(figures(entities)).toEqual(figures(few.entity));
    const rest = entities.filter(item => !isReviewed(item));
    expect(rest.length).toBeGreaterThanOrEqual(1500);
    expect(rest.find(({ ref }) => ref.endsWith('/unit-7'))).toMatchObject({
      rank: null,
      level: 'unverified',
      coverage: 0,
      reason: 'not reviewed: it does not say which workloads are its own',
    });
    expect(entities.slice(-rest.length)).toEqual(rest);

    const owners = await board(large, 'owner');
    expect(figures(owners)).toEqual(figures(few.owner));
    expect(owners.find(({ ref }) => ref === 'group:default/team-3')).toEqual(
      expect.objectContaining({
        rank: null,
        entities: 38,
        notReviewed: 38,
        reason: expect.stringContaining('none of its 38 services'),
      }),
    );

    const { body: card }: { body: Scorecard } = await large.api.get(
      '/entities/component/default/unit-7/scorecard',
    );
    expect(card).toMatchObject({
      level: 'unverified',
      dimensions: [],
      workloads: [],
      notReviewed: { reason: 'not-named' },
    });
    expect(
      await knex('findings').where('entity_ref', 'like', '%/unit-%'),
    ).toEqual([]);
    expect(await knex('scores').where('ref', 'like', '%/unit-%')).toEqual([]);

    const before = await tableDump(knex, SETTLED_TABLES);
    large.clock.advance(SECOND);
    await large.scan('prod-eu');
    expect(await tableDump(knex, SETTLED_TABLES)).toBe(before);
  });

  it('answers the matching report by pages that can be put together', async () => {
    const lost = COMPANY.map((entity, index) =>
      index % 3 === 0
        ? component(nameOf(entity), { [ID]: nameOf(entity) })
        : entity,
    );
    const { api, scan, clock } = await start({
      entities: [...demoEntities(), ...lost],
    });
    await scan('prod-eu');
    const path = '/clusters/prod-eu/matching';
    const { body: all }: { body: ApiMatchingReport } = await api.get(path);
    expect(JSON.stringify(all).length).toBeLessThan(MEGABYTE);
    expect(all.entities).toBeGreaterThan(1500);
    expect(all.totals?.noWorkload).toBeGreaterThanOrEqual(500);
    expect(all.noWorkload).toHaveLength(all.totals!.noWorkload);
    expect(all.unannotated).toEqual([]);

    const rows: ApiMatchingReport['noWorkload'] = [];
    let cursor = '';
    let pages = 0;
    do {
      const { body }: { body: ApiMatchingReport } = await api.get(
        `${path}?section=noWorkload&limit=150${cursor}`,
      );
      expect(body.totals).toEqual(all.totals);
      expect(body.matched).toEqual([]);
      rows.push(...body.noWorkload);
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
      pages += 1;
    } while (cursor);
    expect(rows).toEqual(all.noWorkload);
    expect(pages).toBe(Math.ceil(rows.length / 150));

    const unowned = await api.get(`${path}?section=unowned&limit=3`);
    expect(
      (unowned.body as ApiMatchingReport).unowned.flatMap(
        ({ workloads }) => workloads,
      ),
    ).toHaveLength(3);
    const { nextCursor } = unowned.body;
    for (const query of [
      '?limit=0',
      '?section=none',
      '?section=unowned&cursor=abc',
      `?cursor=${nextCursor}`,
    ]) {
      expect((await api.get(`${path}${query}`)).status).toBe(400);
    }
    clock.advance(SECOND);
    await scan('prod-eu');
    const stale = await api.get(`${path}?section=unowned&cursor=${nextCursor}`);
    expect(stale.body.error.message).toContain('begin again');
  });

  it('matches by rules of the configuration, and tells which are idle', async () => {
    const { api, scan } = await start({
      entities: withAnnotations('checkout', {}),
      readiness: {
        matching: [
          { labelSelector: 'no-such-label={name}' },
          { labelSelector: `${ID}={name}`, namespace: '{name}' },
        ],
      },
    });
    await scan('prod-eu');
    const { body }: { body: ApiMatchingReport } = await api.get(
      '/clusters/prod-eu/matching',
    );
    expect(
      body.matched.find(({ entityRef }) => entityRef === CHECKOUT),
    ).toMatchObject({ rule: 1 });
    const { body: card }: { body: Scorecard } = await api.get(
      '/entities/component/default/checkout/scorecard',
    );
    expect(card.notReviewed).toBeUndefined();
    expect(card.findings.length).toBeGreaterThan(0);
    const { body: health } = await api.get('/health');
    expect(health.problems).toContainEqual(
      expect.objectContaining({
        code: 'matches-nothing',
        key: 'readiness.matching[0]',
      }),
    );
    expect(JSON.stringify(health)).not.toContain('readiness.matching[1]');
  });

  it('scores an ambiguous workload for nobody and shows it to both', async () => {
    const twin = component('twin', { [ID]: 'checkout' });
    const alone = await start();
    await alone.scan('prod-eu');
    const cardOf = async (
      { api }: typeof alone,
      name: string,
    ): Promise<Scorecard> =>
      (await api.get(`/entities/component/default/${name}/scorecard`)).body;
    const before = await cardOf(alone, 'checkout');
    expect(before.findings.length).toBeGreaterThan(0);
    const byEntity = async ({ api }: typeof alone) =>
      (await api.get('/leaderboard?by=entity')).body.items as LeaderboardItem[];
    const others = (items: LeaderboardItem[]) =>
      items
        .filter(({ ref, notReviewed }) => ref !== CHECKOUT && !notReviewed)
        .map(({ ref, verified, coverage }) => ({ ref, verified, coverage }));
    const rankedBefore = await byEntity(alone);

    const both = await start({
      entities: [...demoEntities(), twin],
      now: alone.clock.now() + SECOND,
    });
    await both.scan('prod-eu');
    for (const [name, other] of [
      ['checkout', 'component:default/twin'],
      ['twin', CHECKOUT],
    ]) {
      const card = await cardOf(both, name);
      expect(card).toMatchObject({
        level: 'unverified',
        verified: 0,
        dimensions: [],
        findings: [],
        path: [],
        notReviewed: {
          reason: 'ambiguous',
          message: expect.stringContaining('match all'),
        },
      });
      expect(card.workloads.length).toBe(before.workloads.length);
      for (const workload of card.workloads) {
        expect(workload.ambiguousWith).toEqual([other]);
      }
    }
    const items = await byEntity(both);
    expect(others(items)).toEqual(others(rankedBefore));
    for (const ref of [CHECKOUT, 'component:default/twin']) {
      expect(items.find(item => item.ref === ref)).toMatchObject({
        rank: null,
        notReviewed: 1,
        reason: expect.stringContaining('other entities match all'),
      });
    }
    // What is wrong with the workload is still known, and belongs to nobody.
    const { body: findings } = await both.api.get(
      '/findings?check=cost-requests-set&limit=500',
    );
    const own = before.findings.find(
      ({ check }) => check === 'cost-requests-set',
    )!;
    expect(
      findings.items.find(({ id }: { id: string }) => id === own.id)?.entityRef,
    ).toBeUndefined();

    // Resolved: the score is back as it was.
    const resolved = await start({ now: both.clock.now() + SECOND });
    await resolved.scan('prod-eu');
    const after = await cardOf(resolved, 'checkout');
    expect([after.verified, after.level, after.coverage]).toEqual([
      before.verified,
      before.level,
      before.coverage,
    ]);
    expect(after.notReviewed).toBeUndefined();
    expect(after.findings.map(({ id }) => id).sort()).toEqual(
      before.findings.map(({ id }) => id).sort(),
    );
  });

  it('keeps no score of an entity that no longer names its workloads', async () => {
    const first = await start();
    await first.scan('prod-eu');
    const second = await start({
      entities: withAnnotations('checkout', { [ID]: 'gone' }),
      now: first.clock.now() + SECOND,
    });
    await second.scan('prod-eu');
    expect(await knex('scores').where({ ref: CHECKOUT })).toEqual([]);
    const { body: card } = await second.api.get(
      '/entities/component/default/checkout/scorecard',
    );
    expect(card.notReviewed).toEqual({
      reason: 'no-workload',
      message: `its selector ${ID}=gone matches no workload`,
    });
  });

  describe('getting started', () => {
    const steps = ({ steps: all }: Schemas['Onboarding']) =>
      Object.fromEntries(all.map(({ id, done }) => [id, done]));

    it('says what is done and what is next', async () => {
      const { api, scan } = await start({
        listed: [{ name: 'gke', scannable: false, reason: 'Needs a person.' }],
        readiness: { checks: { 'rec-pdb': { enabled: false } } },
      });
      const { body: fresh } = await api.get('/onboarding');
      expect(fresh).toMatchObject({
        rollout: 'portal',
        clusters: { total: 2, scannable: 1, scanned: 0, withUnreadable: 0 },
        entities: { total: 0, matched: 0 },
        checks: { disabled: 1 },
      });
      expect(steps(fresh)).toEqual({
        'connect-cluster': true,
        'first-scan': false,
        'grant-reads': false,
        'match-entities': false,
        'own-workloads': false,
        publish: true,
        'record-proof': false,
      });

      await scan('prod-eu');
      const { body }: { body: Schemas['Onboarding'] } = await api.get(
        '/onboarding',
      );
      expect(steps(body)).toMatchObject({
        'first-scan': true,
        'grant-reads': true,
        // Two entities of the demo claim one workload.
        'match-entities': false,
        'own-workloads': false,
      });
      expect(body.entities.total).toBe(
        demoEntities().filter(({ kind }) => kind === 'Component').length,
      );
      expect(body.entities.matched).toBeGreaterThan(5);
      expect(body.entities.ambiguous).toBeGreaterThan(0);
      expect(body.unownedWorkloads).toBeGreaterThan(0);
      expect(body.signals.map(({ connected }) => connected)).toContain(0);
      expect(body.checks.enforced).toBeGreaterThan(10);
      const matching = body.steps.find(({ id }) => id === 'match-entities');
      expect(matching?.of).toBe(
        body.entities.matched + body.entities.noWorkload,
      );
    });

    it('has nothing left to match once every name is clear', async () => {
      const { api, scan } = await start({
        entities: demoEntities().filter(
          entity => nameOf(entity) !== 'campaigns',
        ),
      });
      await scan('prod-eu');
      const { body } = await api.get('/onboarding');
      expect(steps(body)['match-entities']).toBe(true);
    });

    it('is for the platform group alone while the rollout is private', async () => {
      const people: BackendFeature = createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async credentials => {
            const { userEntityRef } = credentials.principal as {
              userEntityRef: string;
            };
            return {
              userEntityRef,
              ownershipEntityRefs: userEntityRef.endsWith('/ben')
                ? [userEntityRef, 'group:default/platform']
                : [userEntityRef],
            };
          },
        }),
      });
      const { api } = await start({
        readiness: { rollout: 'private' },
        features: [people],
      });
      const ask = (name: string) =>
        api.get(
          '/onboarding',
          mockCredentials.user.header(`user:default/${name}`),
        );
      expect((await ask('ana')).status).toBe(403);
      const { body } = await ask('ben');
      expect(body.rollout).toBe('private');
      expect(steps(body).publish).toBe(false);
    });
  });
});
