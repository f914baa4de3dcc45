/**
 * The readiness plugin for the old frontend system.
 *
 * @packageDocumentation
 */

import type { Entity } from '@backstage/catalog-model';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  createSearchResultListItemExtension,
  type SearchResultListItemExtensionProps,
} from '@backstage/plugin-search-react';
import { ReadinessClient } from '@readiness/backstage-plugin-readiness-common';
import { readinessApiRef } from './api/readinessApi';
import type { ReadinessSearchResultListItemProps } from './components/Search/ReadinessSearchResultListItem';
import { entityContentRouteRef, rootRouteRef } from './routes';

export { readinessApiRef } from './api/readinessApi';
export type { ReadinessSearchResultListItemProps } from './components/Search/ReadinessSearchResultListItem';
export { entityContentRouteRef, rootRouteRef } from './routes';
export { readinessTranslationRef } from './translation';

/** @public */
export const readinessPlugin = createPlugin({
  id: 'readiness',
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  apis: [
    createApiFactory({
      api: readinessApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => ReadinessClient.create(options),
    }),
  ],
});

/**
 * The Readiness page with its tabs, for a route such as `/readiness`.
 *
 * @public
 */
export const ReadinessPage = readinessPlugin.provide(
  createRoutableExtension({
    name: 'ReadinessPage',
    mountPoint: rootRouteRef,
    component: () =>
      import('./components/ReadinessPage/ReadinessPage').then(
        m => m.ReadinessPage,
      ),
  }),
);

/**
 * The Readiness tab, for the entity page of components.
 *
 * @public
 */
export const EntityReadinessContent = readinessPlugin.provide(
  createRoutableExtension({
    name: 'EntityReadinessContent',
    mountPoint: entityContentRouteRef,
    component: () =>
      import('./components/Scorecard/EntityReadinessContent').then(
        m => m.EntityReadinessContent,
      ),
  }),
);

/**
 * Level, next step and dimensions as a card, for the overview of components.
 *
 * @public
 */
export const EntityReadinessCard = readinessPlugin.provide(
  createComponentExtension({
    name: 'EntityReadinessCard',
    component: {
      lazy: () =>
        import('./components/EntityCard/EntityReadinessCard').then(
          m => m.EntityReadinessCard,
        ),
    },
  }),
);

/**
 * A finding or a check in the list of search results.
 *
 * @public
 */
export const ReadinessSearchResultListItem: (
  props: SearchResultListItemExtensionProps<ReadinessSearchResultListItemProps>,
) => JSX.Element | null = readinessPlugin.provide(
  createSearchResultListItemExtension({
    name: 'ReadinessSearchResultListItem',
    predicate: ({ type }) =>
      type === 'readiness-finding' || type === 'readiness-check',
    component: () =>
      import('./components/Search/ReadinessSearchResultListItem').then(
        m => m.ReadinessSearchResultListItem,
      ),
  }),
);

/**
 * What belongs to the signed-in person and their groups, by due date: the
 * content of a card for the home page.
 *
 * @public
 */
export const ReadinessMyTasks = readinessPlugin.provide(
  createComponentExtension({
    name: 'ReadinessMyTasks',
    component: {
      lazy: () =>
        import('./components/Tasks/MyTasksCard').then(m => m.MyTasksCard),
    },
  }),
);

/**
 * Whether an entity has a scorecard: components do.
 *
 * @public
 */
export const isReadinessAvailable = (entity: Entity): boolean =>
  entity.kind.toLocaleLowerCase('en-US') === 'component';
