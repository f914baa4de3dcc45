/**
 * Words, types, client, permissions and the maths that the readiness plugins
 * share.
 *
 * @packageDocumentation
 */

export * from './api';
export { openapiDocument } from './schema/openapiDocument.generated';
export type { components, paths, operations } from './schema/openapi.generated';
export * from './subject';
export * from './vocabulary';
export * from './waivers';
export * from './scoring';
export * from './planning';
export * from './permissions';
export * from './client/ReadinessApi';
export * from './client/ReadinessClient';
