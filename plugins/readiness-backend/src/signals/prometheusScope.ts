import {
  instantQuery,
  type LabelMatcher,
  type SignalRequest,
} from '@readiness/backstage-plugin-readiness-engine';

/** Labels that people tell clusters apart by, in one store. */
const CLUSTER_LABELS = [
  'cluster',
  'cluster_name',
  'cluster_id',
  'clusterName',
  'k8s_cluster',
  'k8s_cluster_name',
  'kubernetes_cluster',
] as const;

const LOOKBACK = '2d';

const seen = instantQuery({
  title: 'scope',
  expression: `count by (${CLUSTER_LABELS.join(', ')}) (up)`,
  windowSeconds: 0,
});
const newest = instantQuery({
  title: 'newest sample',
  expression: `max(max_over_time(timestamp(up)[${LOOKBACK}:10m]))`,
  windowSeconds: 172_800,
});

/** Whether a store speaks of this cluster, of it alone, and of now. */
export type ScopeVerdict =
  | { state: 'ok' }
  | { state: 'unscoped' | 'stale'; message: string };

type Ask = (request: SignalRequest) => Promise<unknown>;

const written = (matchers: readonly LabelMatcher[]) =>
  `{${matchers
    .map(
      ({ label, operator, value }) =>
        `${label}${operator}${JSON.stringify(value)}`,
    )
    .join(',')}}`;

const named = (values: readonly string[]) => {
  const some = values.slice(0, 3).map(value => value || '(none)');
  return values.length > 3 ? `${some.join(', ')}, …` : some.join(', ');
};

/**
 * Looks at `up` before anything is asked (`catalogue/70` D.5): a store of
 * several clusters must not let one pass on the data of another.
 */
export async function prometheusScope(
  ask: Ask,
  scope: { matchers: readonly LabelMatcher[]; now: number },
): Promise<ScopeVerdict> {
  const { matchers } = scope;
  const { data } = seen.parse(await ask(seen.request(scope)), scope);
  if (data.length === 0) return explainNothing(ask, scope);
  for (const label of CLUSTER_LABELS) {
    const values = [...new Set(data.map(each => each.labels[label] ?? ''))];
    // Some targets without the label beside one cluster's: nobody said that
    // both belong to it, unless the matchers speak of that label.
    const chosen = matchers.some(matcher => matcher.label === label);
    const clusters = chosen ? values.filter(value => value !== '') : values;
    if (clusters.length > 1) {
      return {
        state: 'unscoped',
        message:
          `the label ${label} has several values there (${named(
            clusters.sort(),
          )}); ` + 'name the one of this cluster in clusterMatchers',
      };
    }
  }
  return { state: 'ok' };
}

/** Nothing now: never anything, or nothing any more? */
async function explainNothing(
  ask: Ask,
  scope: { matchers: readonly LabelMatcher[]; now: number },
): Promise<ScopeVerdict> {
  const { data } = newest.parse(await ask(newest.request(scope)), scope);
  const [last] = data;
  if (last) {
    const minutes = Math.round((scope.now / 1000 - last.value) / 60);
    return {
      state: 'stale',
      message: `the newest sample of it is ${minutes} min old`,
    };
  }
  return {
    state: 'unscoped',
    message:
      scope.matchers.length > 0
        ? `no target matches ${written(scope.matchers)}`
        : 'it sees no target at all',
  };
}
