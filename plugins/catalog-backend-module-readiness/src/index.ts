/**
 * Writes the readiness level of a service on its catalog entity.
 *
 * @packageDocumentation
 */

export { catalogModuleReadiness as default } from './module';
