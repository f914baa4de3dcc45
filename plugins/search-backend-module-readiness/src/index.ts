/**
 * Findings and checks of Readiness in the portal's search.
 *
 * @packageDocumentation
 */

export { searchModuleReadiness as default } from './module';
export type {
  ReadinessCheckDocument,
  ReadinessFindingDocument,
} from './documents';
