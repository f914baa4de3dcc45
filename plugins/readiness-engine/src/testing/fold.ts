import type { Workload } from '../inventory/Workload';
import { list, workloads } from '../reads';
import { collectObjects, type JudgeOneOptions } from '../testing';
import { aCheck } from './aCheck';
import type { Raw } from './rawObjects';

const check = aCheck({
  reads: [...workloads(), list('persistentVolumeClaims')],
});

/** The workloads of a cluster of these objects. */
export async function fold(
  objects: readonly Raw[],
  options: JudgeOneOptions = {},
): Promise<readonly Workload[]> {
  const { inventory } = await collectObjects([check], objects, options);
  return inventory.workloads;
}

export const nameOf = ({ kind, name }: Workload) => `${kind}/${name}`;
export const classesOf = ({ classes }: Workload) => [...classes].sort();
