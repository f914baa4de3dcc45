/**
 * A way to a cluster that can only GET, by kubeconfig, service account or URL:
 * what the backend and the command line share.
 *
 * @packageDocumentation
 */

export * from './connection';
export * from './scanHeaders';
