import type { JsonObject } from '../json';
import type { ApiKind } from '../kinds/ApiKind';
import type { KubeObject } from '../objects/KubeObject';
import { ACCESS_COLUMNS } from './accessColumns';
import { CLUSTER_COLUMNS } from './clusterColumns';
import { AGE, type Column, NAME } from './Column';
import { POD_COLUMNS } from './podColumns';
import { WORKLOAD_COLUMNS } from './workloadColumns';

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  '/Pod': POD_COLUMNS,
  ...WORKLOAD_COLUMNS,
  ...CLUSTER_COLUMNS,
  ...ACCESS_COLUMNS,
};
/** Of kinds that the API server has no columns for, custom ones included. */
const PLAIN: readonly Column[] = [NAME, AGE];

export interface TableOptions {
  /** Epoch ms; ages count to it. */
  now: number;
  /** What each row carries of its object. */
  rowObject(object: KubeObject): JsonObject | null;
  metadata: object;
  /** False for all but the first table of a watch. */
  withColumns: boolean;
}

/** Objects as the rows that kubectl prints. */
export function tableOf(
  kind: ApiKind,
  objects: readonly KubeObject[],
  options: TableOptions,
): JsonObject {
  const columns = COLUMNS[`${kind.group}/${kind.kind}`] ?? PLAIN;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata,
    columnDefinitions: options.withColumns ? columns.map(definitionOf) : null,
    rows: objects.map(object => ({
      cells: columns.map(({ cell }) => cell(object, options.now)),
      object: options.rowObject(object),
    })),
  };
}

function definitionOf({ name, type, format, wide }: Column): object {
  return {
    name,
    type: type ?? 'string',
    format: format ?? '',
    description: name,
    priority: wide ? 1 : 0,
  };
}
