/**
 * What other backend modules write against: extension points of the readiness
 * backend and the types of the engine.
 *
 * @packageDocumentation
 */

export * from './clusterAccess';
export * from './extensions';
export * from './signalSource';
export * from './readinessService';
export * from '@readiness/backstage-plugin-readiness-engine';
