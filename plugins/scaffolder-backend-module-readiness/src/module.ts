import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { ReadinessClient } from '@readiness/backstage-plugin-readiness-common';
import { createGetTaskAction } from './getTask';

/**
 * Adds the readiness actions to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleReadiness = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'readiness',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, discovery }) {
        const api = ReadinessClient.create({
          discoveryApi: discovery,
          fetchApi: { fetch },
        });
        actions.addActions(createGetTaskAction({ api, auth }));
      },
    });
  },
});
