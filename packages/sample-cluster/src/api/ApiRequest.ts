import type { ClusterSource } from '../ClusterSource';
import type { Authorizer } from '../rbac/Authorizer';
import type { Faults } from './Faults';

/** A request as it came in, header names in lower case. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface ApiContext {
  source: ClusterSource;
  authorizer: Authorizer;
  faults: Faults;
  /** The clock, epoch ms. */
  now(): number;
  continueTtlMs: number;
}
