import { alertCoverage } from './alertCoverage';
import { logsPipeline } from './logsPipeline';
import { metricsStack } from './metricsStack';
import { rulesSelected } from './rulesSelected';
import { runbookLinked } from './runbookLinked';
import { sloDefined } from './sloDefined';
import { tracesPipeline } from './tracesPipeline';
import { workloadScraped } from './workloadScraped';

/** The checks of the observability dimension. */
export const observabilityChecks = [
  metricsStack,
  workloadScraped,
  logsPipeline,
  tracesPipeline,
  rulesSelected,
  alertCoverage,
  runbookLinked,
  sloDefined,
];
