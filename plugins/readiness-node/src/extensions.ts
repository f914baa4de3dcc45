import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import type { ClusterAccess } from './clusterAccess';
import type { SignalSource } from './signalSource';

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

/**
 * Adds sources that answer for a cluster in place of those of
 * `readiness.clusters[]`, e.g. a product that keeps metrics elsewhere.
 *
 * @public
 */
export interface ReadinessSignalSourcesExtensionPoint {
  /**
   * Adds a source. Any number may be added; for a question that several of
   * them answer, the first one that was added is asked.
   */
  addSignalSource(source: SignalSource): void;
}

/** @public */
export const readinessSignalSourcesExtensionPoint =
  createExtensionPoint<ReadinessSignalSourcesExtensionPoint>({
    id: 'readiness.signal-sources',
  });
