import type {
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { deliveryOfWorkload } from './delivery';
import type { DeliveryInventory } from './delivery';

type Context = Parameters<typeof deliveryOfWorkload>[2];

interface Home {
  /** As the command line of Argo CD names it. */
  argo?: string;
  flux?: { namespace: string; name: string };
}

/** Where the neighbours of a workload come from: an Application or a Kustomization. */
function home(
  { namespace }: Workload,
  inventory: DeliveryInventory,
  context: Context,
): Home {
  for (const neighbour of inventory.workloads) {
    if (neighbour.namespace !== namespace) continue;
    const delivery = deliveryOfWorkload(neighbour, inventory, context);
    if (delivery.state !== 'managed') continue;
    const { by, application } = delivery;
    if (by.tool === 'kustomization') return { flux: by };
    if (by.tool === 'argocd') {
      return {
        argo: application
          ? `${application.namespace}/${application.name}`
          : by.application,
      };
    }
  }
  const application = inventory.applications.find(
    ({ destinationNamespace }) => destinationNamespace === namespace,
  );
  return application
    ? { argo: `${application.namespace}/${application.name}` }
    : {};
}

function placeOf({ argo, flux }: Home): string {
  if (argo) return `the source of the Argo CD application ${argo}`;
  return flux
    ? `the path of the Flux Kustomization ${flux.namespace}/${flux.name}`
    : 'the Git repository that Argo CD or Flux delivers from';
}

/** Exports the very object and shows the difference before anything is applied. */
export function adopt(
  workload: Workload,
  inventory: DeliveryInventory,
  context: Context,
): Remediation {
  const { namespace, kind, apiGroup, name, owner } = workload;
  const subject = owner
    ? { kind: owner.kind, apiVersion: owner.apiVersion, name: owner.name }
    : { kind, apiVersion: apiGroup ? `${apiGroup}/v1` : 'v1', name };
  const group = subject.apiVersion.includes('/')
    ? `.${subject.apiVersion.split('/')[0]}`
    : '';
  const resource = `${subject.kind.toLowerCase()}${group}`;
  const file = shellWord(`${subject.name}.yaml`);
  const delivers = home(workload, inventory, context);
  const { argo, flux } = delivers;
  return {
    summary: `Bring ${subject.kind} ${namespace}/${subject.name} into Git, and look at the difference before it is applied.`,
    type: 'command',
    target: { ...subject, namespace },
    content: [
      `kubectl -n ${shellWord(namespace)} get ${resource} ${shellWord(
        subject.name,
      )} -o yaml > ${file}`,
      `# Leave out status, uid, resourceVersion, creationTimestamp and every secret value;`,
      `# commit the file to ${placeOf(delivers)}.`,
      ...(argo
        ? [
            `argocd app diff ${shellWord(argo)}`,
            `argocd app sync ${shellWord(argo)} --server-side --dry-run`,
          ]
        : []),
      ...(flux
        ? [
            `flux diff kustomization ${shellWord(flux.name)} -n ${shellWord(
              flux.namespace,
            )} --path .`,
          ]
        : []),
      '',
    ].join('\n'),
    note: 'Turn automatic sync and pruning on only when the difference is empty.',
  };
}
