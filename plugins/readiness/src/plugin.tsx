import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { ReadinessClient } from '@readiness/backstage-plugin-readiness-common';
import { RiShieldCheckLine } from '@remixicon/react';
import { readinessApiRef } from './api/readinessApi';
import { entityContentRouteRef, rootRouteRef } from './routes';

const readinessApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: readinessApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => ReadinessClient.create(options),
    }),
});

const readinessPage = PageBlueprint.make({
  params: {
    path: '/readiness',
    title: 'Readiness',
    icon: <RiShieldCheckLine />,
    routeRef: rootRouteRef,
  },
});

const leaderboardSubPage = SubPageBlueprint.make({
  name: 'leaderboard',
  params: {
    path: 'leaderboard',
    title: 'Leaderboard',
    loader: () =>
      import('./components/Leaderboard/Leaderboard').then(m => (
        <m.Leaderboard />
      )),
  },
});

const roadmapSubPage = SubPageBlueprint.make({
  name: 'roadmap',
  params: {
    path: 'roadmap',
    title: 'Roadmap',
    loader: () =>
      import('./components/Roadmap/Roadmap').then(m => <m.Roadmap />),
  },
});

const tasksSubPage = SubPageBlueprint.make({
  name: 'tasks',
  params: {
    path: 'tasks',
    title: 'My tasks',
    loader: () => import('./components/Tasks/MyTasks').then(m => <m.MyTasks />),
  },
});

const myTasksWidget = HomePageWidgetBlueprint.make({
  name: 'my-tasks',
  params: {
    name: 'ReadinessMyTasks',
    title: 'My readiness tasks',
    description: 'What belongs to you and your groups, by due date',
    components: () =>
      import('./components/Tasks/MyTasksCard').then(m => ({
        Content: m.MyTasksCard,
      })),
  },
});

const clustersSubPage = SubPageBlueprint.make({
  name: 'clusters',
  params: {
    path: 'clusters',
    title: 'Clusters',
    loader: () =>
      import('./components/Clusters/Clusters').then(m => <m.Clusters />),
  },
});

const proofSubPage = SubPageBlueprint.make({
  name: 'proof',
  params: {
    path: 'proof',
    title: 'Proof',
    loader: () =>
      import('./components/Proof/ProofList').then(m => <m.ProofList />),
  },
});

const waiversSubPage = SubPageBlueprint.make({
  name: 'waivers',
  params: {
    path: 'waivers',
    title: 'Waivers',
    loader: () =>
      import('./components/Waivers/WaiverList').then(m => <m.WaiverList />),
  },
});

const checksSubPage = SubPageBlueprint.make({
  name: 'checks',
  params: {
    path: 'checks',
    title: 'Checks',
    loader: () =>
      import('./components/Checks/CheckCatalogue').then(m => (
        <m.CheckCatalogue />
      )),
  },
});

const entityReadinessContent = EntityContentBlueprint.make({
  name: 'readiness',
  params: {
    path: 'readiness',
    title: 'Readiness',
    group: 'operation',
    icon: <RiShieldCheckLine />,
    filter: { kind: 'component' },
    routeRef: entityContentRouteRef,
    loader: () =>
      import('./components/Scorecard/EntityReadinessContent').then(m => (
        <m.EntityReadinessContent />
      )),
  },
});

const entityReadinessCard = EntityCardBlueprint.make({
  name: 'readiness',
  params: {
    type: 'content',
    filter: { kind: 'component' },
    loader: () =>
      import('./components/EntityCard/EntityReadinessCard').then(m => (
        <m.EntityReadinessCard />
      )),
  },
});

const searchResultListItem = SearchResultListItemBlueprint.make({
  params: {
    icon: <RiShieldCheckLine />,
    predicate: ({ type }) =>
      type === 'readiness-finding' || type === 'readiness-check',
    component: () =>
      import('./components/Search/ReadinessSearchResultListItem').then(
        m => m.ReadinessSearchResultListItem,
      ),
  },
});

const searchFindingsType = SearchFilterResultTypeBlueprint.make({
  name: 'findings',
  params: {
    value: 'readiness-finding',
    name: 'Readiness findings',
    icon: <RiShieldCheckLine />,
  },
});

const searchChecksType = SearchFilterResultTypeBlueprint.make({
  name: 'checks',
  params: {
    value: 'readiness-check',
    name: 'Readiness checks',
    icon: <RiShieldCheckLine />,
  },
});

/**
 * The readiness plugin for the new frontend system.
 *
 * @public
 */
export const readinessPlugin = createFrontendPlugin({
  pluginId: 'readiness',
  title: 'Readiness',
  icon: <RiShieldCheckLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  extensions: [
    readinessApi,
    readinessPage,
    leaderboardSubPage,
    roadmapSubPage,
    tasksSubPage,
    clustersSubPage,
    proofSubPage,
    waiversSubPage,
    checksSubPage,
    entityReadinessContent,
    entityReadinessCard,
    myTasksWidget,
    searchResultListItem,
    searchFindingsType,
    searchChecksType,
  ],
});
