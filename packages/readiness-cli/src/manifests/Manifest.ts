import type { LineCounter, Node } from 'yaml';

/** One Kubernetes object as it is written in a file. */
export interface Manifest {
  file: string;
  /** With the namespace that it is applied to. */
  raw: RawObject;
  node: Node;
  lines: LineCounter;
}

export interface RawObject {
  apiVersion: string;
  kind: string;
  metadata: { name?: unknown; namespace?: unknown };
}

export const groupOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.split('/')[0] : '';

/** By what an API server tells objects apart; the version is not part of it. */
export function identityOf({ apiVersion, kind, metadata }: RawObject): string {
  const { namespace = '', name = '' } = metadata;
  return [groupOf(apiVersion), kind, namespace, name].join('/');
}

/** `Deployment shop/cart`. */
export function titleOf({ kind, metadata }: RawObject): string {
  const { namespace, name } = metadata;
  return `${kind} ${[namespace, name].filter(Boolean).join('/')}`;
}
