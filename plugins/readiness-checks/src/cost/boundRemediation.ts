import {
  deliveryRoot,
  provenanceOf,
  type NodeObject,
  type NodePoolObject,
  type Quantity,
  type Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { cloudOf, groupNameOf, type Group } from '../nodes/nodeGroups';
import { shellWord } from '../shellWord';
import { toYaml, type YamlMap } from '../toYaml';
import { deliveryNote } from '../workloadRemediation';

const QUOTA =
  'A maximum above the quota of the cloud account is no room: ask for that as well.';

const UNIT = 1_000_000_000n;
const GIBI = 1024n * 1024n * 1024n * UNIT;

const ceil = (value: bigint, unit: bigint) => (value + unit - 1n) / unit;

/** Whole units, memory in whole gibibytes, and no less than `least` of them. */
function written({ nano }: Quantity, resource: string, least = 1n): string {
  const isMemory = resource === 'memory';
  const units = ceil(nano, isMemory ? GIBI : UNIT);
  return `${units > least ? units : least}${isMemory ? 'Gi' : ''}`;
}

/** `times` tenths of an amount. */
const scaled = ({ nano }: Quantity, times: bigint): Quantity => ({
  nano: ceil(nano * times, 10n),
});

function patchPool(
  pool: NodePoolObject,
  limits: YamlMap,
  summary: string,
  cluster: string,
  note: string,
): Remediation {
  const provenance = provenanceOf({
    ...pool,
    apiGroup: 'karpenter.sh',
    kind: 'NodePool',
  });
  return {
    summary,
    type: 'patch',
    target: {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      name: pool.name,
    },
    content: toYaml({ spec: { limits } }),
    note: [
      provenance && deliveryNote(deliveryRoot(provenance, cluster)),
      note,
      QUOTA,
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** For a pool that has no nodes now. */
const LEAST = { cpu: 16n, memory: 64n };

/** Limits at twice of what the pool has now. */
export function limitPool(
  pool: NodePoolObject,
  has: Readonly<Record<'cpu' | 'memory', Quantity>>,
  cluster: string,
): Remediation {
  return patchPool(
    pool,
    {
      cpu: written(scaled(has.cpu, 20n), 'cpu', LEAST.cpu),
      memory: written(scaled(has.memory, 20n), 'memory', LEAST.memory),
    },
    `Cap what NodePool ${pool.name} may buy, at twice of what it has now.`,
    cluster,
    'Set it to what the budget bears.',
  );
}

/** A limit of 1.5 times of what is in use. */
export function raiseLimit(
  pool: NodePoolObject,
  resource: string,
  used: Quantity,
  cluster: string,
): Remediation {
  return patchPool(
    pool,
    { [resource]: written(scaled(used, 15n), resource) },
    `Give NodePool ${pool.name} room above what it has now.`,
    cluster,
    'Look first whether the requests are as large as they need to be.',
  );
}

const steps = (summary: string, content: string): Remediation => ({
  summary,
  type: 'steps',
  content,
  note: QUOTA,
});

/** By the tool of the cloud, as far as its nodes tell the name of the group. */
function resize(
  node: NodeObject | undefined,
  bounds: { min: number; max: number },
  summary: string,
): Remediation | undefined {
  const name = node && groupNameOf(node);
  if (!node || !name) return undefined;
  const { min, max } = bounds;
  const pool = shellWord(name);
  const commands = {
    aws: `aws eks update-nodegroup-config --cluster-name CLUSTER --nodegroup-name ${pool} --scaling-config minSize=${min},maxSize=${max}`,
    gce: `gcloud container clusters update CLUSTER --location=LOCATION --node-pool=${pool} --enable-autoscaling --min-nodes=${min} --max-nodes=${max}`,
    azure: `az aks nodepool update --resource-group GROUP --cluster-name CLUSTER --name ${pool} --update-cluster-autoscaler --min-count ${min} --max-count ${max}`,
    oci: undefined,
  };
  const cloud = cloudOf(node);
  const content = cloud && commands[cloud];
  return content === undefined
    ? undefined
    : { summary, type: 'command', content: `${content}\n`, note: QUOTA };
}

/** A maximum of 1.5 times of what the group has now. */
export function raiseMaximum(
  { name, min, target = 0 }: Group,
  node: NodeObject | undefined,
): Remediation {
  const max = Math.max(target + 1, Math.ceil(target * 1.5));
  const summary = `Give node group ${name} room above what it has now.`;
  return (
    resize(node, { min, max }, summary) ??
    steps(summary, `Raise the maximum of node group ${name} to ${max}.`)
  );
}

/** Two nodes stay, whatever the load; in two zones where there are two. */
export function keepTwo(groups: readonly Group[]): Remediation {
  const names = groups.map(({ name }) => name).join(', ');
  return steps(
    'Keep at least two nodes, in two zones.',
    `Raise the minimum of the groups that take ordinary workloads (${names}), so that together they are two or more in more than one zone.`,
  );
}
