import { createHash } from 'node:crypto';
import { type JsonObject, asObject, asString } from '../json';

/**
 * An object of the Kubernetes API. Nothing but its identity is known to be
 * well formed; the sample serves malformed objects too.
 *
 * @public
 */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: KubeMetadata;
  [field: string]: unknown;
}

/** @public */
export interface KubeMetadata {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  [field: string]: unknown;
}

/** @public */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid?: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Says what an object lacks to be served, if anything. */
export function identityProblem(value: JsonObject): string | undefined {
  if (!asString(value.apiVersion)) return 'apiVersion is missing';
  if (!asString(value.kind)) return 'kind is missing';
  if (!asString(asObject(value.metadata).name)) {
    return 'metadata.name is missing';
  }
  return undefined;
}

export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

export function versionOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[1] : apiVersion;
}

/** What tells objects apart within a cluster. */
export function objectKey(object: KubeObject): string {
  const { apiVersion, kind, metadata } = object;
  return [
    groupOf(apiVersion),
    kind,
    metadata.namespace ?? '',
    metadata.name,
  ].join('/');
}

/** The order of a list: by namespace, then by name, as bytes. */
export function listKey(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** A UUID that stays the same over restarts. */
export function stableUid(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A whole number below `bound` that stays the same over restarts. */
export function stableNumber(bound: number, ...parts: string[]): number {
  const hash = createHash('sha256').update(parts.join('\n')).digest();
  return hash.readUInt32BE(0) % bound;
}

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** The generated part of a name, in the alphabet that the API server uses. */
export function stableSuffix(length: number, ...parts: string[]): string {
  const hash = createHash('sha256').update(parts.join('\n')).digest();
  return Array.from(
    hash.subarray(0, length),
    byte => ALPHABET[byte % ALPHABET.length],
  ).join('');
}

/** RFC 3339 in whole seconds, as the API server writes times. */
export function apiTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
