import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readinessServiceRef } from '@readiness/backstage-plugin-readiness-node';
import { LevelSource } from './LevelSource';
import { ReadinessLevelProcessor } from './ReadinessLevelProcessor';

/**
 * Writes the readiness level of a service on its catalog entity, where tables,
 * filters and other plugins find it.
 *
 * @public
 */
export const catalogModuleReadiness = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'readiness',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        readiness: readinessServiceRef,
      },
      async init({ config, processing, ...services }) {
        // Whoever reads the entity reads its annotations, so a level goes there
        // only while everybody may see it (D9).
        const isOpen =
          config.getOptionalString('readiness.rollout') === 'portal';
        processing.addProcessor(
          ReadinessLevelProcessor.create(
            isOpen ? { source: LevelSource.create(services) } : {},
          ),
        );
      },
    });
  },
});
