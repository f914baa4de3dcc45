import type { Workload } from '../inventory/Workload';
import type { EntityDemand } from './entitySelector';
import { matchesSelector } from './matchesSelector';

type Selectable = Pick<Workload, 'namespace' | 'labels'> & {
  template?: Pick<NonNullable<Workload['template']>, 'labels'>;
};

/** Whether the demand takes the workload, by its own labels or its template's. */
export function matchesDemand(
  { selector, namespace }: Pick<EntityDemand, 'selector' | 'namespace'>,
  workload: Selectable,
): boolean {
  if (!selector || (namespace && namespace !== workload.namespace)) {
    return false;
  }
  return (
    matchesSelector(selector, workload.labels) ||
    (workload.template !== undefined &&
      matchesSelector(selector, workload.template.labels))
  );
}
