import type { Source } from '../facts';
import type { Inventory } from '../inventory/Inventory';
import type { Workload } from '../inventory/Workload';

const READ = ['ok', 'empty'];

/**
 * A cluster with namespaces and not a single pod is one whose pods this
 * credential does not see (`catalogue/70` D.5).
 */
export function doubtEmptyPods(
  sources: readonly Source[],
  namespaces: number,
): readonly Source[] {
  return sources.map(source =>
    source.key === 'pods' && source.state === 'empty' && namespaces > 0
      ? {
          ...source,
          state: 'partial',
          namespaces: [],
          message:
            'the list is empty although there are namespaces: the credential may not see pods',
        }
      : source,
  );
}

const VELERO = [
  'veleroSchedules',
  'veleroBackups',
  'veleroRestores',
  'veleroStorageLocations',
];

/** `velero/velero:v1.17`, `registry/mirror/velero@sha256:…`. */
function runsVelero({ name, kind, template }: Workload): boolean {
  if (kind === 'Deployment' && name === 'velero') return true;
  return (template?.containers ?? []).some(({ image = '' }) => {
    const repository = image.split('@')[0].replace(/:[^/]*$/, '');
    return repository === 'velero' || repository.endsWith('/velero');
  });
}

/**
 * Objects of an operator that does not run prove nothing: their sources become
 * `inert`. Only where pods could be read, and so somebody was looked for.
 */
export function markInert(
  sources: readonly Source[],
  inventory: Inventory,
): readonly Source[] {
  const pods = sources.find(source => source.key === 'pods');
  if (!pods || !READ.includes(pods.state)) return sources;
  const running = inventory.workloads.some(
    workload => workload.live.ready > 0 && runsVelero(workload),
  );
  if (running) return sources;
  return sources.map(source =>
    VELERO.includes(source.key) && source.state === 'ok' && source.count > 0
      ? {
          ...source,
          state: 'inert',
          message: 'no ready pod runs Velero: nobody acts on these objects',
        }
      : source,
  );
}
