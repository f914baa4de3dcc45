import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  readinessClusterReadPermission,
  readinessScorecardReadPermission,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import type { ReadinessConfig } from '../config/ReadinessConfig';
import type { DbEntityRow } from '../database/tables';
import { chunks } from '../database/rows';
import {
  groupMembers,
  withGroupsAbove,
  withGroupsBelow,
} from '../scanning/platformOwners';
import type { Person } from '../waivers/waiverRules';
import { seesEntity, type Viewer } from './Viewer';

type EntityPermission = ResourcePermission<'catalog-entity'>;

const CACHE_MS = Duration.fromObject({ seconds: 60 }).toMillis();
const PAGE = 1000;

export interface AccessControlOptions {
  knex: Knex;
  auth: AuthService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
  catalog: CatalogService;
  config: Pick<ReadinessConfig, 'rollout' | 'platformOwner'>;
  now: () => number;
}

/**
 * Answers who may see and do what: the plugin's own permissions (D11), the
 * catalog's read permission with the caller's credentials, and the rollout
 * (D9). Calls between plugins bypass the policy of the user, so this plugin is
 * the one that has to ask.
 */
export class AccessControl {
  readonly #options: AccessControlOptions;
  readonly #viewers = new Map<
    string,
    { viewer: Promise<Viewer>; expires: number }
  >();

  static create(options: AccessControlOptions) {
    return new AccessControl(options);
  }

  private constructor(options: AccessControlOptions) {
    this.#options = options;
  }

  /** What the caller may see; kept for a minute. */
  async viewer(credentials: BackstageCredentials): Promise<Viewer> {
    const { auth, now } = this.#options;
    if (!auth.isPrincipal(credentials, 'user')) {
      return { clusterRead: true, scorecardRead: true };
    }
    const ref = credentials.principal.userEntityRef;
    const cached = this.#viewers.get(ref);
    if (cached && cached.expires > now()) return cached.viewer;
    for (const [user, { expires }] of this.#viewers) {
      if (expires <= now()) this.#viewers.delete(user);
    }
    const viewer = this.#userViewer(credentials);
    this.#viewers.set(ref, { viewer, expires: now() + CACHE_MS });
    viewer.catch(() => this.#viewers.delete(ref));
    return viewer;
  }

  /** A viewer for lists of results; 403 for who may see none. */
  async resultsViewer(credentials: BackstageCredentials): Promise<Viewer> {
    const viewer = await this.viewer(credentials);
    if (!viewer.scorecardRead && !viewer.clusterRead) {
      throw new NotAllowedError(
        `Missing permission ${readinessScorecardReadPermission.name}`,
      );
    }
    return viewer;
  }

  /** Who calls, with all their groups; `undefined` for a service. */
  async person(credentials: BackstageCredentials): Promise<Person | undefined> {
    const { auth, userInfo, knex } = this.#options;
    if (!auth.isPrincipal(credentials, 'user')) return undefined;
    const { userEntityRef, ownershipEntityRefs } = await userInfo.getUserInfo(
      credentials,
    );
    return {
      ref: userEntityRef,
      groups: withGroupsAbove(
        [userEntityRef, ...ownershipEntityRefs],
        await groupMembers(knex),
      ),
    };
  }

  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [decision] = await this.#options.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`Missing permission ${permission.name}`);
    }
  }

  /**
   * Clusters and what is configured: by permission, and while the rollout is
   * private by the platform group alone (decision D9).
   */
  async requireClusters(credentials: BackstageCredentials): Promise<Viewer> {
    await this.require(readinessClusterReadPermission, credentials);
    const viewer = await this.viewer(credentials);
    if (this.#options.config.rollout === 'private' && viewer.owners) {
      throw new NotAllowedError(
        'Clusters are shown to the platform group only (readiness.rollout)',
      );
    }
    return viewer;
  }

  async requireOnEntities(
    permission: EntityPermission,
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (refs.length === 0) return;
    const decisions = await this.#options.permissions.authorize(
      refs.map(resourceRef => ({ permission, resourceRef })),
      { credentials },
    );
    const denied = decisions.findIndex(
      ({ result }) => result !== AuthorizeResult.ALLOW,
    );
    if (denied >= 0) {
      throw new NotAllowedError(
        `Missing permission ${permission.name} on ${refs[denied]}`,
      );
    }
  }

  /**
   * 404 for an entity that the caller's catalog does not show, 403 for one whose
   * results they may not see.
   */
  async requireEntity(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Viewer> {
    await this.requireOnEntities(
      readinessScorecardReadPermission,
      [ref],
      credentials,
    );
    const entity = await this.#options.catalog.getEntityByRef(ref, {
      credentials,
    });
    if (!entity) throw new NotFoundError(`There is no entity ${ref}`);
    const viewer = await this.viewer(credentials);
    if (!seesEntity(viewer, ref) && !(await this.#isShownTo(viewer, ref))) {
      throw new NotAllowedError(
        `Results of ${ref} are shown to its owners and the platform group (readiness.rollout)`,
      );
    }
    return viewer;
  }

  /** An entity that is newer than the cached set of the viewer. */
  async #isShownTo(viewer: Viewer, ref: string): Promise<boolean> {
    if (this.#options.config.rollout === 'portal') return true;
    const row = await this.#options
      .knex<DbEntityRow>('entities')
      .where({ ref })
      .first();
    return row?.owner ? viewer.owners?.has(row.owner) ?? true : false;
  }

  async #userViewer(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<Viewer> {
    const { permissions, userInfo, config } = this.#options;
    const [[scorecard], [cluster], info] = await Promise.all([
      permissions.authorizeConditional(
        [{ permission: readinessScorecardReadPermission }],
        { credentials },
      ),
      permissions.authorize([{ permission: readinessClusterReadPermission }], {
        credentials,
      }),
      userInfo.getUserInfo(credentials),
    ]);
    const isPlatform = info.ownershipEntityRefs.includes(config.platformOwner);
    const everything = config.rollout === 'portal' || isPlatform;
    const owners = everything
      ? undefined
      : await this.#owners(info.ownershipEntityRefs);
    const base = {
      userEntityRef: info.userEntityRef,
      ownershipRefs: info.ownershipEntityRefs,
      clusterRead: cluster.result === AuthorizeResult.ALLOW,
      scorecardRead: scorecard.result !== AuthorizeResult.DENY,
      ...(owners && { owners }),
    };
    if (!base.scorecardRead) {
      return { ...base, entities: new Set(), readable: new Set() };
    }
    const readable = await this.#readableEntities(credentials);
    const allowed =
      scorecard.result === AuthorizeResult.ALLOW
        ? readable
        : await this.#authorized(readable, credentials);
    return {
      ...base,
      entities: new Set(await this.#owned(allowed, owners)),
      readable: new Set(allowed),
    };
  }

  /** The groups of a person and all groups below them; none while it is private. */
  async #owners(ownership: readonly string[]): Promise<Set<string>> {
    if (this.#options.config.rollout === 'private') return new Set();
    return withGroupsBelow(ownership, await groupMembers(this.#options.knex));
  }

  async #readableEntities(
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const refs: string[] = [];
    const fields = ['kind', 'metadata.name', 'metadata.namespace'];
    let cursor: string | undefined;
    do {
      const page = await this.#options.catalog.queryEntities(
        cursor ? { cursor, limit: PAGE, fields } : { limit: PAGE, fields },
        { credentials },
      );
      refs.push(...page.items.map(entity => stringifyEntityRef(entity)));
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return refs;
  }

  /** A conditional decision, asked entity by entity in batches. */
  async #authorized(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const allowed: string[] = [];
    for (const part of chunks(refs)) {
      const decisions = await this.#options.permissions.authorize(
        part.map(resourceRef => ({
          permission: readinessScorecardReadPermission,
          resourceRef,
        })),
        { credentials },
      );
      allowed.push(
        ...part.filter((_, i) => decisions[i].result === AuthorizeResult.ALLOW),
      );
    }
    return allowed;
  }

  async #owned(
    refs: readonly string[],
    owners: ReadonlySet<string> | undefined,
  ): Promise<string[]> {
    if (!owners) return [...refs];
    const rows = await this.#options
      .knex<DbEntityRow>('entities')
      .whereNotNull('owner')
      .select('ref', 'owner');
    const mine = new Set(
      rows.filter(row => owners.has(row.owner ?? '')).map(({ ref }) => ref),
    );
    return refs.filter(ref => mine.has(ref));
  }
}
