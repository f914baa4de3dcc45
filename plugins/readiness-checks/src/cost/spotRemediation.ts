import type {
  NodeRequirement,
  Remediation,
  Toleration,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Cloud } from '../nodes/nodeGroups';
import type { SpotLabel } from '../nodes/spotNodes';
import { toYaml, type YamlMap } from '../toYaml';
import { workloadRemediation } from '../workloadRemediation';

const TAINT = { key: 'spot', value: 'true', effect: 'NoSchedule' };

const SUMMARY =
  'Offer spot capacity, kept for pods that tolerate it by a taint.';
const NOTE =
  'Several instance types make a reclaim of all of them at once unlikely. The workloads need a toleration of the taint spot=true and a preference for these nodes.';

const KARPENTER = (cores: number) => ({
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: 'spot' },
  spec: {
    limits: { cpu: String(cores) },
    disruption: {
      consolidationPolicy: 'WhenEmptyOrUnderutilized',
      consolidateAfter: '5m',
    },
    template: {
      spec: {
        taints: [TAINT],
        nodeClassRef: {
          group: 'karpenter.k8s.aws',
          kind: 'EC2NodeClass',
          name: 'default',
        },
        requirements: [
          {
            key: 'karpenter.sh/capacity-type',
            operator: 'In',
            values: ['spot'],
          },
          {
            key: 'karpenter.k8s.aws/instance-category',
            operator: 'In',
            values: ['c', 'm', 'r'],
          },
        ],
      },
    },
  },
});

const COMMANDS: Readonly<Partial<Record<Cloud, string>>> = {
  aws: 'aws eks create-nodegroup --cluster-name CLUSTER --nodegroup-name spot --capacity-type SPOT --instance-types m6i.large m6a.large m5.large m5a.large m7i.large --scaling-config minSize=0,maxSize=10,desiredSize=0 --taints key=spot,value=true,effect=NO_SCHEDULE --subnets SUBNETS --node-role ROLE',
  gce: 'gcloud container node-pools create spot --cluster=CLUSTER --location=LOCATION --spot --enable-autoscaling --min-nodes=0 --max-nodes=10 --node-taints=spot=true:NoSchedule',
  azure:
    'az aks nodepool add --resource-group GROUP --cluster-name CLUSTER --name spot --priority Spot --eviction-policy Delete --spot-max-price -1 --enable-cluster-autoscaler --min-count 0 --max-count 10',
};

/** A pool of spot capacity with room for twice of what may be interrupted. */
export function addSpotPool(
  cloud: Cloud | undefined,
  cores: number,
  usesKarpenter: boolean,
): Remediation {
  if (cloud === 'aws' && usesKarpenter) {
    const pool = KARPENTER(Math.ceil(cores * 2));
    return {
      summary: SUMMARY,
      type: 'manifest',
      target: {
        apiVersion: pool.apiVersion,
        kind: pool.kind,
        name: pool.metadata.name,
      },
      content: toYaml(pool),
      note: NOTE,
    };
  }
  const command = cloud && COMMANDS[cloud];
  return {
    summary: SUMMARY,
    type: command ? 'command' : 'steps',
    content: command
      ? `${command}\n`
      : 'Add a node pool of preemptible capacity that scales from zero, with the taint spot=true:NoSchedule.\n',
    note: NOTE,
  };
}

/** A pool that cannot give nodes. */
export const mendSpotPool = (name: string): Remediation => ({
  summary: `See why NodePool ${name} is not Ready.`,
  type: 'command',
  target: { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', name },
  content: `kubectl describe nodepools.karpenter.sh ${name}\n`,
});

const without = ({ key, value }: SpotLabel): NodeRequirement => ({
  key,
  operator: 'NotIn',
  values: [value],
});

const asYaml = ({ key, operator, values }: NodeRequirement): YamlMap => ({
  key,
  operator,
  ...(values.length > 0 && { values }),
});

/** Keeps the pods off nodes with these labels, beside what they already ask for. */
export function avoidSpot(
  workload: Workload,
  labels: readonly SpotLabel[],
): Remediation {
  const { template, name } = workload;
  const own = template?.nodeAffinity ?? [];
  const terms = own.length > 0 ? own : [[]];
  const asked = labels.filter(
    ({ key, value }) => template?.nodeSelector[key] === value,
  );
  return workloadRemediation(workload, {
    topic: 'placement',
    summary: `Keep ${name} off nodes that may be reclaimed.`,
    spec: {
      ...(asked.length > 0 && {
        nodeSelector: Object.fromEntries(asked.map(({ key }) => [key, null])),
      }),
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: terms.map(term => ({
              matchExpressions: [...term, ...labels.map(without)].map(asYaml),
            })),
          },
        },
      },
    },
    note: 'There has to be other capacity that takes them. Pods move when they are made again.',
  });
}

/** An end within the notice that the provider gives. */
export const endInTime = (workload: Workload, notice: number): Remediation =>
  workloadRemediation(workload, {
    topic: 'placement',
    summary: `Let ${workload.name} end within the ${notice} s that a reclaim leaves.`,
    spec: { terminationGracePeriodSeconds: notice },
    note: 'Where it needs longer than that, keep it off spot nodes instead.',
  });

function tolerationYaml({ key, operator, value, effect }: Toleration): YamlMap {
  return {
    ...(key !== undefined && { key }),
    operator,
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect }),
  };
}

/** A preference for spot nodes, and the toleration of their usual taint. */
export function preferSpot(workload: Workload): Remediation {
  const { template, name } = workload;
  const tolerations = template?.tolerations ?? [];
  const has = tolerations.some(({ key }) => key === TAINT.key);
  return workloadRemediation(workload, {
    topic: 'placement',
    summary: `Let ${name} run on spot nodes, and prefer them.`,
    spec: {
      ...(!has && {
        // The list is replaced as a whole where it is patched.
        tolerations: [
          ...tolerations.map(tolerationYaml),
          { ...TAINT, operator: 'Equal' },
        ],
      }),
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              preference: {
                matchExpressions: [
                  {
                    key: 'karpenter.sh/capacity-type',
                    operator: 'In',
                    values: ['spot'],
                  },
                ],
              },
            },
          ],
        },
      },
    },
    note: 'Use the label and the taint of your own spot nodes where they differ. The cluster-autoscaler does not look at preferences when it grows a group: require the label where it must be spot. Tolerations are a list that is replaced: repeat a tolerationSeconds of yours.',
  });
}
