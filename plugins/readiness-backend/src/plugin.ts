import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { readinessPermissions } from '@readiness/backstage-plugin-readiness-common';
import {
  readinessChecksExtensionPoint,
  readinessClusterAccessExtensionPoint,
  readinessSignalSourcesExtensionPoint,
  type AnyCheck,
  type ClusterAccess,
  type SignalSource,
} from '@readiness/backstage-plugin-readiness-node';
import { readinessClockServiceRef } from './clock';
import { createReadiness } from './createReadiness';

/**
 * Reviews Kubernetes clusters for production readiness and keeps the findings.
 *
 * @public
 */
export const readinessPlugin = createBackendPlugin({
  pluginId: 'readiness',
  register(env) {
    const addedChecks: AnyCheck[] = [];
    env.registerExtensionPoint(readinessChecksExtensionPoint, {
      addChecks: (...checks) => {
        addedChecks.push(...checks);
      },
    });
    const addedAccesses: ClusterAccess[] = [];
    env.registerExtensionPoint(readinessClusterAccessExtensionPoint, {
      addClusterAccess: access => {
        addedAccesses.push(access);
      },
    });
    const addedSignalSources: SignalSource[] = [];
    env.registerExtensionPoint(readinessSignalSourcesExtensionPoint, {
      addSignalSource: source => {
        addedSignalSources.push(source);
      },
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clock: readinessClockServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init({ httpRouter, permissionsRegistry, clock, ...services }) {
        permissionsRegistry.addPermissions(readinessPermissions);
        const { router, start } = await createReadiness({
          ...services,
          now: () => clock.now(),
          addedChecks,
          addedAccesses,
          addedSignalSources,
        });
        httpRouter.use(router);
        await start();
      },
    });
  },
});
