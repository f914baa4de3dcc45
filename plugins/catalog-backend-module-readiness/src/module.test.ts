import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type CatalogProcessor,
  type CatalogProcessorCache,
} from '@backstage/plugin-catalog-node';
import type { Entity } from '@backstage/catalog-model';
import {
  readinessServiceRef,
  type ReadinessService,
} from '@readiness/backstage-plugin-readiness-node';
import { LevelSource } from './LevelSource';
import { catalogModuleReadiness } from './module';

const component = (name: string, annotations = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations },
});

function memoryCache(): CatalogProcessorCache {
  const values = new Map<string, unknown>();
  return {
    get: async key => values.get(key) as never,
    set: async (key, value) => void values.set(key, value),
  };
}

const row = (ref: string, level: 0 | 1 | 2 | 3 | 'unverified') => ({
  ref,
  level,
  rank: null,
  verified: 50,
  coverage: 100,
  entities: 1,
  delta28d: null,
});

async function processorWith(
  getLeaderboard: ReadinessService['getLeaderboard'],
  rollout?: string,
): Promise<Required<Pick<CatalogProcessor, 'preProcessEntity'>>> {
  const added: CatalogProcessor[] = [];
  await startTestBackend({
    features: [
      catalogModuleReadiness,
      mockServices.rootConfig.factory({
        data: rollout ? { readiness: { rollout } } : {},
      }),
      createServiceFactory({
        service: readinessServiceRef,
        deps: {},
        factory: () => ({ getLeaderboard } as unknown as ReadinessService),
      }),
    ],
    extensionPoints: [
      [
        catalogProcessingExtensionPoint,
        {
          addProcessor: (...processors) => {
            added.push(...processors.flat());
          },
        } as typeof catalogProcessingExtensionPoint.T,
      ],
    ],
  });
  const [{ preProcessEntity }] = added;
  if (!preProcessEntity) throw new Error('the processor does nothing');
  return { preProcessEntity: preProcessEntity.bind(added[0]) };
}

describe('catalogModuleReadiness', () => {
  const process = async (
    processor: Awaited<ReturnType<typeof processorWith>>,
    entity: Entity,
    cache = memoryCache(),
  ) => {
    const location = { type: 'url', target: 'https://example.com' };
    const result = await processor.preProcessEntity(
      entity,
      location,
      () => {},
      location,
      cache,
    );
    return result.metadata.annotations;
  };

  it('writes levels in words, by one request for all', async () => {
    const getLeaderboard = jest.fn(async () => ({
      by: 'entity',
      items: [
        row('component:default/checkout', 1),
        row('component:default/search', 'unverified'),
      ],
    }));
    const processor = await processorWith(getLeaderboard, 'portal');
    expect(
      await process(processor, component('checkout', { team: 'shop' })),
    ).toEqual({ team: 'shop', 'readiness.io/level': 'Configured' });
    expect(await process(processor, component('search'))).toEqual({
      'readiness.io/level': 'Unverified',
    });
    expect(getLeaderboard).toHaveBeenCalledTimes(1);
  });

  it('takes away what was written by hand', async () => {
    const processor = await processorWith(
      async () => ({ by: 'entity', items: [] }),
      'portal',
    );
    expect(
      await process(
        processor,
        component('checkout', { 'readiness.io/level': 'Proven' }),
      ),
    ).toEqual({});
  });

  it.each(['owners', 'private', undefined])(
    'shows no level while the rollout is %s',
    async rollout => {
      const getLeaderboard = jest.fn();
      const processor = await processorWith(getLeaderboard, rollout);
      expect(
        await process(
          processor,
          component('checkout', { 'readiness.io/level': 'Proven' }),
        ),
      ).toEqual({});
      expect(getLeaderboard).not.toHaveBeenCalled();
    },
  );

  it('keeps the last known level while Readiness does not answer', async () => {
    const cache = memoryCache();
    const up = await processorWith(
      async () => ({
        by: 'entity',
        items: [row('component:default/checkout', 2)],
      }),
      'portal',
    );
    await process(up, component('checkout'), cache);
    const down = await processorWith(async () => {
      throw new Error('503');
    }, 'portal');
    expect(await process(down, component('checkout'), cache)).toEqual({
      'readiness.io/level': 'Used',
    });
  });

  it('leaves other kinds alone', async () => {
    const processor = await processorWith(
      async () => ({ by: 'entity', items: [] }),
      'portal',
    );
    const group = { ...component('team', { a: 'b' }), kind: 'Group' };
    expect(await process(processor, group)).toEqual({ a: 'b' });
  });
});

describe('LevelSource', () => {
  it('asks again after a minute, not before', async () => {
    let now = 0;
    const getLeaderboard = jest.fn(async () => ({ by: 'entity', items: [] }));
    const source = LevelSource.create({
      auth: mockServices.auth(),
      readiness: { getLeaderboard },
      logger: mockServices.logger.mock(),
      now: () => now,
    });
    await source.levels();
    now = 59_000;
    await source.levels();
    expect(getLeaderboard).toHaveBeenCalledTimes(1);
    now = 60_000;
    await source.levels();
    expect(getLeaderboard).toHaveBeenCalledTimes(2);
  });
});
