import { queryFacts } from '@readiness/backstage-plugin-readiness-engine';
import type {
  LabelMatcher,
  SeriesSelector,
} from '@readiness/backstage-plugin-readiness-engine';
import { labelPattern } from './labelPattern';

/**
 * What an alert watches. `objective` is the burn rate of a service level
 * objective, which stands for errors and latency alike.
 */
export type AlertSignal = 'errors' | 'latency' | 'saturation' | 'objective';

const OBJECTIVE =
  /^slo:|burn_?rate|error_?budget|^pyrra_|^sloth_|sli_error:ratio/i;
const ERRORS =
  /err(or)?s?(_|:|$)|fail(ed|ure|ures|s)?(_|:|$)|exception|panic|rejected/i;
const LATENCY = /duration|latency|response_time|(^|_)lag_seconds$/i;
const SATURATION =
  /queue|lag|cpu|mem(ory)?(_|:|$)|replicas|backlog|pending|in_?flight|connections|pool|throttl|restart|disk|capacity|utili[sz]ation|saturation|ready|phase|available/i;
/** Counters that share the name of a histogram say how often, not how long. */
const COUNTER = /_(count|total)(:|$)/;

const OUTCOME_LABELS =
  /(^|_)(code|status|status_code|response_code|http_status|grpc_code|grpc_status|outcome|result|state|success)$/i;
const BAD_OUTCOMES = [
  '500',
  '503',
  '5xx',
  '5XX',
  'error',
  'ERROR',
  'failed',
  'failure',
  'SERVER_ERROR',
  'Internal',
  'Unavailable',
  'Unknown',
];
const GOOD_OUTCOMES = [
  '200',
  '2xx',
  '2XX',
  'success',
  'SUCCESS',
  'ok',
  'OK',
  'true',
];

function accepts({ operator, value }: LabelMatcher, sample: string): boolean {
  const positive = operator === '=' || operator === '=~';
  const equal =
    operator === '=' || operator === '!='
      ? value === sample
      : labelPattern(value)?.(sample) === true;
  return positive === equal;
}

/** A matcher that lets bad outcomes through and good ones not. */
function picksErrors(matcher: LabelMatcher): boolean {
  if (!OUTCOME_LABELS.test(matcher.label)) return false;
  const lets = (sample: string) => accepts(matcher, sample);
  const isNegative = matcher.operator.startsWith('!');
  // To exclude one way of saying "good" is enough: there are many spellings.
  return isNegative
    ? !GOOD_OUTCOMES.every(lets) && BAD_OUTCOMES.some(lets)
    : (matcher.value === 'false' || BAD_OUTCOMES.some(lets)) &&
        !GOOD_OUTCOMES.some(lets);
}

function signalsOf(
  { metric = '', matchers }: SeriesSelector,
  quantile: boolean,
): AlertSignal[] {
  if (OBJECTIVE.test(metric)) return ['objective'];
  if (matchers.some(picksErrors) || ERRORS.test(metric)) return ['errors'];
  const counts = COUNTER.test(metric);
  const signals: AlertSignal[] = [];
  if (
    metric.endsWith('_bucket') ||
    (LATENCY.test(metric) && !counts) ||
    (quantile && metric !== '')
  ) {
    signals.push('latency');
  }
  if (metric === 'up' || SATURATION.test(metric)) signals.push('saturation');
  return signals;
}

/** What an expression watches, by the families of its metrics. */
export function alertSignals(expression: string): ReadonlySet<AlertSignal> {
  const { selectors, functions } = queryFacts(expression);
  const quantile = functions.has('histogram_quantile');
  return new Set(selectors.flatMap(selector => signalsOf(selector, quantile)));
}
