import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Tier } from '@readiness/backstage-plugin-readiness-common';
import type { EntityFacts } from '@readiness/backstage-plugin-readiness-engine';

/** An entity with what ownership and grouping need beyond the engine's facts. */
export interface CatalogEntity extends EntityFacts {
  /** Parent of a group, first group of a user. */
  parent?: string;
}

const PAGE = 500;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'spec.owner',
  'spec.system',
  'spec.domain',
  'spec.parent',
  'spec.memberOf',
  'spec.type',
  'spec.lifecycle',
  'relations',
];
const IGNORED_KINDS = ['location', 'template'];
const DEFAULT_TIER: Tier = 2;
const KEPT_ANNOTATION = /^(backstage\.io\/kubernetes-|readiness\.io\/)/;

function specRef(
  entity: Entity,
  key: string,
  defaultKind: string,
): string | undefined {
  const value = entity.spec?.[key];
  const text = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string' || !text) return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind,
        defaultNamespace: entity.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}

function ownerOf(entity: Entity): string | undefined {
  const related = entity.relations?.find(
    relation => relation.type === RELATION_OWNED_BY,
  );
  return related
    ? related.targetRef.toLocaleLowerCase('en-US')
    : specRef(entity, 'owner', 'group');
}

function tierOf(entity: Entity): Tier | undefined {
  const text = entity.metadata.annotations?.['readiness.io/tier'];
  return text === '1' || text === '2' || text === '3'
    ? (Number(text) as Tier)
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What the line keeps of a catalog entity. */
export function catalogEntity(entity: Entity): CatalogEntity {
  const kind = entity.kind.toLocaleLowerCase('en-US');
  const tier = tierOf(entity);
  return {
    ref: stringifyEntityRef(entity),
    kind,
    title: entity.metadata.title,
    owner: ownerOf(entity),
    system: specRef(entity, 'system', 'system'),
    domain: specRef(entity, 'domain', 'domain'),
    parent:
      kind === 'user'
        ? specRef(entity, 'memberOf', 'group')
        : specRef(entity, 'parent', 'group'),
    tier: tier ?? DEFAULT_TIER,
    tierDeclared: tier !== undefined,
    lifecycle: textOf(entity.spec?.lifecycle),
    type: textOf(entity.spec?.type),
    annotations: Object.fromEntries(
      Object.entries(entity.metadata.annotations ?? {}).filter(([key]) =>
        KEPT_ANNOTATION.test(key),
      ),
    ),
  };
}

/** An entity belongs to the domain of its system. */
function withDomains(entities: readonly CatalogEntity[]): CatalogEntity[] {
  const domains = new Map(
    entities
      .filter(({ kind }) => kind === 'system')
      .map(({ ref, domain }) => [ref, domain]),
  );
  return entities.map(entity => ({
    ...entity,
    domain: entity.domain ?? (entity.system && domains.get(entity.system)),
  }));
}

/** Reads the catalog in pages, as the plugin itself: it sees every entity. */
export class CatalogReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    return new CatalogReader(options.catalog, options.auth, options.logger);
  }

  private constructor(
    catalog: CatalogService,
    auth: AuthService,
    logger: LoggerService,
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
    this.#logger = logger;
  }

  async read(): Promise<CatalogEntity[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const entities: CatalogEntity[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#catalog.queryEntities(
        cursor
          ? { cursor, limit: PAGE, fields: FIELDS }
          : { limit: PAGE, fields: FIELDS },
        { credentials },
      );
      for (const item of page.items) {
        const entity = catalogEntity(item);
        if (IGNORED_KINDS.includes(entity.kind)) continue;
        const tier = entity.annotations['readiness.io/tier'];
        if (tier !== undefined && !entity.tierDeclared) {
          this.#logger.warn(
            `${entity.ref}: readiness.io/tier is "${tier}", expected 1, 2 or 3; it counts as tier ${DEFAULT_TIER}`,
          );
        }
        entities.push(entity);
      }
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return withDomains(entities);
  }
}
