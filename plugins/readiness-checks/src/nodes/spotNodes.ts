import type {
  NodeObject,
  NodePoolObject,
  NodeRequirement,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Cloud, Group } from './nodeGroups';

/** A label by which nodes say that they may be reclaimed. */
export interface SpotLabel {
  key: string;
  value: string;
}

const CAPACITY_TYPE = 'karpenter.sh/capacity-type';
const SPOT = 'spot';

/** Any of them means spot or preemptible (`catalogue/00` §0.8). */
const SPOT_LABELS: readonly SpotLabel[] = [
  { key: CAPACITY_TYPE, value: SPOT },
  { key: 'eks.amazonaws.com/capacityType', value: 'SPOT' },
  { key: 'cloud.google.com/gke-spot', value: 'true' },
  { key: 'cloud.google.com/gke-preemptible', value: 'true' },
  { key: 'cloud.google.com/gke-provisioning', value: SPOT },
  { key: 'kubernetes.azure.com/scalesetpriority', value: SPOT },
  { key: 'oci.oraclecloud.com/oke-is-preemptible', value: 'true' },
  { key: 'scheduling.cast.ai/spot', value: 'true' },
  { key: 'spotinst.io/node-lifecycle', value: SPOT },
  { key: 'node.kubernetes.io/lifecycle', value: SPOT },
];

/** The parameter with labels of one's own, as `key=value`. */
export const SPOT_PARAMS: { spotLabels: readonly string[] } = {
  spotLabels: [],
};

/** The known labels and those of the parameter `spotLabels`. */
export function spotLabels(
  params: Readonly<Record<string, unknown>>,
): readonly SpotLabel[] {
  const { spotLabels: own } = params;
  const added = (Array.isArray(own) ? own : []).flatMap((entry: unknown) => {
    const [, key, value] =
      String(entry).match(/^\s*([^=\s]+)\s*=\s*(.*?)\s*$/) ?? [];
    return key === undefined ? [] : [{ key, value }];
  });
  return [...SPOT_LABELS, ...added];
}

/** The label by which a node is known for spot. */
export const spotLabelOf = (
  { labels }: NodeObject,
  known: readonly SpotLabel[],
): SpotLabel | undefined =>
  known.find(({ key, value }) => labels[key] === value);

function admitsSpot({ key, operator, values }: NodeRequirement): boolean {
  if (key !== CAPACITY_TYPE) return false;
  switch (operator) {
    case 'In':
      return values.includes(SPOT);
    case 'NotIn':
      return !values.includes(SPOT);
    default:
      return operator === 'Exists';
  }
}

/**
 * Whether Karpenter may take spot capacity for a pool. One that does not speak
 * of the capacity type gets what its provider takes for granted.
 */
export function allowsSpot({ requirements }: NodePoolObject): boolean {
  const said = requirements.filter(({ key }) => key === CAPACITY_TYPE);
  return said.length > 0 && said.every(admitsSpot);
}

/** A group of the cluster-autoscaler that is called after spot and can grow. */
export const isSpotGroup = ({ name, max }: Group) =>
  max > 0 && /(^|[^a-z])(spot|preemptible)([^a-z]|$)/i.test(name);

/** Seconds between the notice of a reclaim and the end of the node. */
export const NOTICE_SECONDS: Readonly<Partial<Record<Cloud, number>>> = {
  aws: 120,
  gce: 30,
  azure: 30,
};
