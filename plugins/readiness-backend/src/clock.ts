import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** The time, so that a test can run the whole line under a clock. @public */
export interface ReadinessClock {
  /** Epoch milliseconds. */
  now(): number;
}

/** @public */
export const readinessClockServiceRef = createServiceRef<ReadinessClock>({
  id: 'readiness.clock',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => ({ now: () => Date.now() }),
    }),
});
