import type {
  SloObject,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { ruleReach } from './ruleAttribution';

type Coverage = ReadonlySet<Workload>;

const known = new WeakMap<
  SloObject,
  { workloads: readonly Workload[]; covered: Coverage }
>();

function reaches(slo: SloObject, workload: Workload, home?: string): boolean {
  return slo.queries.some(
    expr =>
      ruleReach(
        {
          alert: slo.name,
          group: '',
          expr,
          labels: {},
          annotations: {},
          object: { namespace: home, name: slo.name },
        },
        workload,
      ) === 'workload',
  );
}

function namedService(slo: SloObject, workload: Workload): boolean {
  return (
    slo.namespace === workload.namespace &&
    slo.service !== undefined &&
    [workload.name, ...workload.services].includes(slo.service)
  );
}

function coverage(slo: SloObject, workloads: readonly Workload[]): Coverage {
  const certain = workloads.filter(
    workload =>
      namedService(slo, workload) || reaches(slo, workload, slo.namespace),
  );
  if (certain.length > 0) return new Set(certain);
  // Objectives are often kept in one namespace and name the job only. That is
  // enough where a single namespace has a workload of that name.
  const possible = workloads.filter(workload =>
    reaches(slo, workload, workload.namespace),
  );
  const homes = new Set(possible.map(({ namespace }) => namespace));
  return new Set(homes.size === 1 ? possible : []);
}

/** Whether an objective is about a workload, of all that the cluster has. */
export function sloCovers(
  slo: SloObject,
  workload: Workload,
  workloads: readonly Workload[],
): boolean {
  const last = known.get(slo);
  if (last?.workloads === workloads) return last.covered.has(workload);
  const covered = coverage(slo, workloads);
  known.set(slo, { workloads, covered });
  return covered.has(workload);
}
