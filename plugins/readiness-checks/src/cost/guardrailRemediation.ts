import {
  parseQuantity,
  sumQuantities,
  type Quantity,
  type Remediation,
  type ResourceQuotaObject,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import type { ResourceName } from './effectiveResources';
import { workloadRequest } from './podRequests';

const LIMIT_RANGE = 'defaults';
const QUOTA = 'compute';

/** Of what is requested now, in tenths: room for a rolling update and some growth. */
const ROOM = 13n;

const MEBI = 1024n * 1024n * 1_000_000_000n;

const ceil = (value: bigint, unit: bigint) => (value + unit - 1n) / unit;

/** Whole cores, or things to count, or mebibytes; at least one or a gibibyte. */
function written({ nano }: Quantity, resource: ResourceName): string {
  if (resource === 'cpu') {
    const cores = ceil(nano, 1_000_000_000n);
    return String(cores > 0n ? cores : 1n);
  }
  const mebi = ceil(nano, MEBI);
  return `${mebi > 1024n ? mebi : 1024n}Mi`;
}

function requested(
  workloads: readonly Workload[],
  resource: ResourceName,
): string {
  const { nano } = sumQuantities(
    workloads.map(workload => workloadRequest(workload, resource)),
  );
  return written({ nano: ceil(nano * ROOM, 10n) }, resource);
}

const limitRange = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: LIMIT_RANGE, namespace },
  spec: {
    limits: [
      {
        type: 'Container',
        defaultRequest: { cpu: '100m', memory: '128Mi' },
        default: { memory: '256Mi' },
      },
    ],
  },
});

const quota = (namespace: string, workloads: readonly Workload[]) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: QUOTA, namespace },
  spec: {
    hard: {
      'requests.cpu': requested(workloads, 'cpu'),
      'requests.memory': requested(workloads, 'memory'),
    },
  },
});

/** What of the pair is missing, the quota sized by what runs. */
export function guardrails(
  workloads: readonly Workload[],
  namespace: string,
  missing: { limitRange: boolean; quota: boolean },
): Remediation {
  const objects = [
    ...(missing.limitRange ? [limitRange(namespace)] : []),
    ...(missing.quota ? [quota(namespace, workloads)] : []),
  ];
  const [{ apiVersion, kind, metadata }] = objects;
  return {
    summary: missing.quota
      ? `Bound what ${namespace} may take, at 1.3 times what it requests now.`
      : `Give containers of ${namespace} a default size.`,
    type: 'manifest',
    target: { apiVersion, kind, ...metadata },
    content: objects.map(toYaml).join('---\n'),
    note: missing.quota
      ? 'Give the workloads requests first: with the quota in place a pod without them is refused, unless a LimitRange fills them in.'
      : 'It acts on pods that are created from now on.',
  };
}

/** 1.3 times what is in use. */
export function raiseQuota(
  { namespace, name }: ResourceQuotaObject,
  resource: string,
  used: string,
): Remediation {
  const amount = parseQuantity(used);
  const raised = { nano: ceil((amount?.nano ?? 0n) * ROOM, 10n) };
  const unit = /memory|storage/.test(resource) ? 'memory' : 'cpu';
  return {
    summary: `Raise ${resource} of ResourceQuota ${name}, or lower what is requested.`,
    type: 'patch',
    target: { apiVersion: 'v1', kind: 'ResourceQuota', namespace, name },
    content: toYaml({ spec: { hard: { [resource]: written(raised, unit) } } }),
    note: 'Look first whether the requests are as large as they need to be.',
  };
}
