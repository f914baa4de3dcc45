import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Entity } from '@backstage/catalog-model';
import type { ReadinessApi } from '@readiness/backstage-plugin-readiness-common';
import type { ReactElement } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { readinessApiRef } from '../api/readinessApi';
import { entityContentRouteRef, rootRouteRef } from '../routes';

export const people: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'alice', namespace: 'default' },
    spec: { profile: { displayName: 'Alice Archer' }, memberOf: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'guest', namespace: 'default' },
    spec: { profile: { displayName: 'Guest' }, memberOf: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'payments', namespace: 'default', title: 'Payments' },
    spec: { type: 'team', children: [] },
  },
];

/** Shows the URL, so that a test can read what a link would carry. */
function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{`${pathname}${search}`}</output>;
}

export interface PartOptions {
  api: Partial<ReadinessApi>;
  /** What the person has chosen before, by key. */
  stored?: Record<string, boolean>;
  at?: string;
  denied?: readonly string[];
  pollSeconds?: number;
}

/** Renders a component of the plugin as a portal would hold it. */
export function renderPart(element: ReactElement, options: PartOptions) {
  const { api, at = '/', denied = [], pollSeconds = 0.01, stored } = options;
  const permission = mockApis.permission({
    authorize: request =>
      denied.includes(request.permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  return renderInTestApp(
    <>
      <Address />
      <Routes>
        <Route path="/*" element={element} />
      </Routes>
    </>,
    {
      initialRouteEntries: [at],
      config: { readiness: { portal: { pollSeconds } } },
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/readiness': rootRouteRef,
        '/tab': entityContentRouteRef,
      },
      apis: [
        [readinessApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: people })],
        permission,
        mockApis.identity({ userEntityRef: 'user:default/guest' }),
        mockApis.storage({ data: { readiness: { ...stored } } }),
      ],
    },
  );
}
