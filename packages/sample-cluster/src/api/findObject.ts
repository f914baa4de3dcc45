import type { ClusterSource } from '../ClusterSource';
import type { ApiKind } from '../kinds/ApiKind';
import type { KubeObject } from '../objects/KubeObject';

/** The object that is served under a name. */
export function findObject(
  source: ClusterSource,
  kind: ApiKind,
  namespace: string | undefined,
  name: string,
): KubeObject | undefined {
  return source
    .list(kind)
    .find(
      object =>
        object.metadata.name === name &&
        object.metadata.namespace === namespace,
    );
}
