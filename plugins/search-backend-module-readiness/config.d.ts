import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      readiness?: {
        /**
         * How often findings and checks are indexed. Every 30 minutes by default.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Where the page of an entity is, `/catalog/:namespace/:kind/:name` by
         * default, as for the collator of the catalog.
         */
        locationTemplate?: string;
      };
    };
  };
}
