import { alertCoverage } from './alertCoverage';
import { rulesSelected } from './rulesSelected';
import { runbookLinked } from './runbookLinked';

/** The checks of the observability dimension. */
export const observabilityChecks = [
  rulesSelected,
  runbookLinked,
  alertCoverage,
];
