import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { readinessServiceRef } from '@readiness/backstage-plugin-readiness-node';
import { checkCollator, findingCollator } from './collators';

const KEY = 'search.collators.readiness';

function scheduleOf(config: RootConfigService) {
  return config.has(`${KEY}.schedule`)
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
        config.getConfig(`${KEY}.schedule`),
      )
    : {
        frequency: { minutes: 30 },
        timeout: { minutes: 15 },
        // After the first scan of a fresh portal.
        initialDelay: { minutes: 1 },
      };
}

/**
 * Puts findings and checks of Readiness into the portal's search.
 *
 * @public
 */
export const searchModuleReadiness = createBackendModule({
  pluginId: 'search',
  moduleId: 'readiness-collators',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        indexRegistry: searchIndexRegistryExtensionPoint,
        logger: coreServices.logger,
        readiness: readinessServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init({ config, indexRegistry, scheduler, ...services }) {
        const options = {
          ...services,
          rollout: config.getOptionalString('readiness.rollout') ?? 'owners',
          locationTemplate:
            config.getOptionalString(`${KEY}.locationTemplate`) ??
            '/catalog/:namespace/:kind/:name',
        };
        const schedule = scheduleOf(config);
        for (const factory of [
          findingCollator(options),
          checkCollator(options),
        ]) {
          indexRegistry.addCollator({
            schedule: scheduler.createScheduledTaskRunner(schedule),
            factory,
          });
        }
      },
    });
  },
});
