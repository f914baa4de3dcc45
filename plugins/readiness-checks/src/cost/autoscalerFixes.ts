import type {
  HpaObject,
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  patchBounds,
  scalerForm,
  scalerNote,
  scalerTarget,
  type Scaler,
} from '../scalerPatch';
import { shellWord } from '../shellWord';
import { workloadRemediation } from '../workloadRemediation';
import type { Trouble } from './autoscalerState';

function look(scaler: Scaler, summary: string, note?: string): Remediation {
  const { resource } = scalerForm(scaler);
  const { namespace = '', name } = scaler.object;
  return {
    summary,
    type: 'command',
    target: scalerTarget(scaler),
    content: `kubectl -n ${shellWord(
      namespace,
    )} describe ${resource} ${shellWord(name)}\n`,
    note,
  };
}

const STARTING_POINT: Readonly<Record<string, string>> = {
  cpu: '100m',
  memory: '128Mi',
};

/** A share of the request cannot be had of a container that requests nothing. */
function requests(
  workload: Workload,
  hpa: HpaObject | undefined,
): Remediation | undefined {
  const wanted = (hpa?.utilizationOf ?? []).filter(
    resource => STARTING_POINT[resource] !== undefined,
  );
  const containers = (workload.template?.containers ?? [])
    .filter(({ role }) => role === 'main' || role === 'sidecar')
    .flatMap(({ name, role, resources }) => {
      const missing = wanted.filter(
        resource =>
          resources.requests[resource] === undefined &&
          resources.limits[resource] === undefined,
      );
      return missing.length > 0 ? [{ name, role, missing }] : [];
    });
  if (containers.length === 0 || workload.template?.resources) return undefined;
  return workloadRemediation(workload, {
    topic: 'resources',
    summary: 'Set the requests that the autoscaler reckons with.',
    containers: containers.map(({ name, role, missing }) => ({
      name,
      role,
      fields: {
        resources: {
          requests: Object.fromEntries(
            missing.map(resource => [resource, STARTING_POINT[resource]]),
          ),
        },
      },
    })),
    note: 'The target is a share of the request: size it by what the container uses.',
  });
}

/** What mends an autoscaler. */
export function fixScaler(
  scaler: Scaler,
  trouble: Trouble,
  workload: Workload,
  cluster: string,
): Remediation {
  const { object, hpa } = scaler;
  const { name } = object;
  switch (trouble) {
    case 'at-maximum':
      return patchBounds(
        scaler,
        { maximum: Math.ceil(object.maxReplicas * 1.5) },
        `Give ${name} room above what it has now.`,
        cluster,
        'Look first whether more replicas help: a slow dependency does not get faster by them. Nodes and quotas need room as well.',
      );
    case 'fixed-size':
      return patchBounds(
        scaler,
        { maximum: Math.max(2, object.minReplicas * 2) },
        `Let ${name} scale, or delete it and set the replicas.`,
        cluster,
      );
    case 'never-scaled':
      return look(
        scaler,
        `See how far ${name} is from its target, and lower the target or the minimum.`,
        'A request far above what is used keeps the share of it low for ever.',
      );
    case 'paused': {
      const { namespace = '' } = object;
      return {
        summary: `Let ${name} scale again.`,
        type: 'command',
        target: scalerTarget(scaler),
        content: `kubectl -n ${shellWord(namespace)} annotate ${
          scalerForm(scaler).resource
        } ${shellWord(
          name,
        )} autoscaling.keda.sh/paused- autoscaling.keda.sh/paused-replicas-\n`,
        note: scalerNote(scaler, cluster),
      };
    }
    case 'keda-not-ready':
      return look(
        scaler,
        `See what KEDA says of ${name}, and mend its triggers.`,
      );
    default:
      return (
        requests(workload, hpa) ??
        look(
          scaler,
          `See why ${name} gets no metric, and mend its source.`,
          'For CPU and memory that is metrics-server: kubectl get apiservices v1beta1.metrics.k8s.io.',
        )
      );
  }
}
