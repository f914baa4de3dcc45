import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import type { ClusterAccess } from './clusterAccess';

/**
 * Adds checks to the built-in catalogue.
 *
 * @public
 */
export interface ReadinessChecksExtensionPoint {
  /**
   * Adds checks. An id that is taken already makes the start of the plugin
   * fail, so that no check ever shadows another.
   */
  addChecks(...checks: AnyCheck[]): void;
}

/** @public */
export const readinessChecksExtensionPoint =
  createExtensionPoint<ReadinessChecksExtensionPoint>({
    id: 'readiness.checks',
  });

/**
 * Adds ways to reach clusters, beside the Kubernetes plugin and
 * `readiness.clusters[].access`.
 *
 * @public
 */
export interface ReadinessClusterAccessExtensionPoint {
  /**
   * Adds a way of access. Any number may be added; for a cluster that several
   * of them list, the first one that was added answers.
   */
  addClusterAccess(access: ClusterAccess): void;
}

/** @public */
export const readinessClusterAccessExtensionPoint =
  createExtensionPoint<ReadinessClusterAccessExtensionPoint>({
    id: 'readiness.cluster-access',
  });
