/** What is out of the ordinary about the containers of a workload. */
export interface Story {
  /** Of its request, on average. */
  cpu?: number;
  /** Of its request. */
  memory?: number;
  /** Share of the periods in which it is throttled. */
  throttled?: number;
  oomKilledDaysAgo?: number;
  /** For how long it has run here; as long as anything is remembered by default. */
  ranForDays?: number;
  /** Since when its answers are slow. */
  slowForDays?: number;
}

/** By cluster, then by namespace and `app.kubernetes.io/name`. */
const STORIES: Readonly<Record<string, Readonly<Record<string, Story>>>> = {
  'prod-eu': {
    // Moved here from the old cluster last week.
    'checkout/checkout': { ranForDays: 5 },
    // Sized for a sale of last year.
    'search/opensearch': { cpu: 0.05, memory: 0.2 },
    // Images grew, the limit did not.
    'storefront/image-resizer': { memory: 0.93, oomKilledDaysAgo: 3 },
    // A query without an index, shipped 83 days ago; nobody was told.
    'pricing/pricing': { cpu: 0.8, slowForDays: 83 },
  },
};

export const storyOf = (
  cluster: string,
  namespace: string,
  name: string,
): Story => STORIES[cluster]?.[`${namespace}/${name}`] ?? {};
