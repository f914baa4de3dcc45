import { type KubeObject, apiTime } from '../objects/KubeObject';

/** Namespaces of every cluster; the API refuses to delete them. */
export const BASE_NAMESPACES: readonly string[] = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

const AGE_MS = 400 * 86_400_000;

/** The namespaces that every cluster has or that objects use, but nobody wrote. */
export function impliedNamespaces(
  objects: readonly KubeObject[],
  startedAt: number,
): KubeObject[] {
  const known = new Set(
    objects
      .filter(object => object.kind === 'Namespace')
      .map(object => object.metadata.name),
  );
  const used = objects.flatMap(object => object.metadata.namespace ?? []);
  return [...new Set([...BASE_NAMESPACES, ...used])]
    .filter(name => !known.has(name))
    .map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, creationTimestamp: apiTime(startedAt - AGE_MS) },
    }));
}
