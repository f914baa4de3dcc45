import type { ClusterResponse } from '@readiness/backstage-plugin-readiness-engine';

/**
 * A cluster as one way of access knows it. What cannot be scanned in the
 * background is listed all the same, with its reason.
 *
 * @public
 */
export interface ScanCluster {
  /** Unique among all clusters; what people and annotations call it. */
  name: string;
  title?: string;
  dashboardUrl?: string;
  /** The sign-in method, e.g. `serviceAccount` or `google`. */
  authProvider?: string;
  scannable: boolean;
  /** Why it cannot be scanned, for people. */
  reason?: string;
}

/** @public */
export interface ClusterGetOptions {
  query?: Readonly<Record<string, string>>;
  accept?: string;
  signal?: AbortSignal;
}

/**
 * One way to reach clusters. There is no verb but GET (by type).
 *
 * @public
 */
export interface ClusterAccess {
  /** Names the way of access in the list of clusters, e.g. `kubernetes-plugin`. */
  readonly id: string;
  listClusters(): Promise<ScanCluster[]>;
  /**
   * GETs `path`, e.g. `/api/v1/pods`, from the Kubernetes API of a cluster.
   * Answers of any status are returned; only what yields no answer throws.
   */
  get(
    cluster: string,
    path: string,
    options: ClusterGetOptions,
  ): Promise<ClusterResponse>;
}
