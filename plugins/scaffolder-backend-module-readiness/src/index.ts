/**
 * Scaffolder actions for tasks of the readiness roadmap.
 *
 * @packageDocumentation
 */

export { scaffolderModuleReadiness as default } from './module';
