import type {
  CatalogueCheck,
  Responsible,
  SubjectType,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { plannedChecks } from './planned';

/**
 * Who answers for a check by its scope (decision D17). For a namespace this is
 * the default of the type only: the verdict itself says who owns it, and that
 * decides when it is scored.
 */
function defaultResponsible([first]: readonly SubjectType[]): Responsible {
  return first === 'cluster' ? 'platform' : 'service';
}

/**
 * What the maths knows of every check: the given ones, and those that the
 * catalogue defines and nobody has built yet.
 *
 * @public
 */
export function catalogueFor(
  checks: readonly AnyCheck[],
): readonly CatalogueCheck[] {
  const built = checks.map<CatalogueCheck>(check => ({
    id: check.id,
    dimension: check.dimension,
    control: check.control,
    stage: check.stage,
    severity: check.severity,
    ...(check.gate && { gate: check.gate }),
    responsible: check.responsible ?? defaultResponsible(check.scope.types),
    built: true,
  }));
  const ids = new Set(built.map(({ id }) => id));
  const planned = plannedChecks
    .filter(({ id }) => !ids.has(id))
    .map<CatalogueCheck>(({ types, ...check }) => ({
      ...check,
      responsible: defaultResponsible(types),
      built: false,
    }));
  return [...built, ...planned];
}
