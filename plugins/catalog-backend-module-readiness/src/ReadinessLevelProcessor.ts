import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  CatalogProcessor,
  CatalogProcessorCache,
} from '@backstage/plugin-catalog-node';
import { LEVEL_ANNOTATION } from '@readiness/backstage-plugin-readiness-common';
import type { LevelSource } from './LevelSource';

const CACHE_KEY = 'level';

function annotated(entity: Entity, level: string | undefined): Entity {
  const { [LEVEL_ANNOTATION]: written, ...annotations } =
    entity.metadata.annotations ?? {};
  if (level === undefined && written === undefined) return entity;
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...annotations,
        ...(level !== undefined && { [LEVEL_ANNOTATION]: level }),
      },
    },
  };
}

/**
 * Writes `readiness.io/level` on components. What somebody wrote there by hand
 * is taken away: the level is observed, not declared.
 */
export class ReadinessLevelProcessor implements CatalogProcessor {
  readonly #source: LevelSource | undefined;

  /** Without a source no level is shown. */
  static create(options: { source?: LevelSource }): ReadinessLevelProcessor {
    return new ReadinessLevelProcessor(options.source);
  }

  private constructor(source: LevelSource | undefined) {
    this.#source = source;
  }

  getProcessorName(): string {
    return 'ReadinessLevelProcessor';
  }

  async preProcessEntity(
    entity: Entity,
    _location: unknown,
    _emit: unknown,
    _originLocation: unknown,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    if (entity.kind.toLocaleLowerCase('en-US') !== 'component') return entity;
    return annotated(entity, await this.#levelOf(entity, cache));
  }

  /** The last known one while Readiness does not answer. */
  async #levelOf(
    entity: Entity,
    cache: CatalogProcessorCache,
  ): Promise<string | undefined> {
    if (!this.#source) return undefined;
    const levels = await this.#source.levels();
    if (!levels) return cache.get<string>(CACHE_KEY);
    const level = levels.get(stringifyEntityRef(entity));
    if (level !== undefined) await cache.set(CACHE_KEY, level);
    return level;
  }
}
