import {
  isUnreadable,
  KINDS,
  optionalList,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  BindingObject,
  DeliveredObject,
  Inventory,
  JudgeContext,
  KeysOf,
  ObjectMeta,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  deliveryOf,
  deliveryOfWorkload,
  deliveryReads,
  isOneOff,
} from './delivery';
import type { Delivery } from './delivery';

/** Beside workloads and their Services: kinds that people write by hand. */
const CENSUS_KINDS = [
  'roles',
  'roleBindings',
  'clusterRoles',
  'clusterRoleBindings',
  'podDisruptionBudgets',
  'horizontalPodAutoscalers',
  'storageClasses',
  'kyvernoClusterPolicies',
  'kyvernoPolicies',
  'validatingAdmissionPolicyBindings',
] as const;

export const censusReads = [
  ...deliveryReads,
  ...CENSUS_KINDS.map(kind => optionalList(kind)),
] as const;

export type CensusKey = KeysOf<typeof censusReads>;
export type CensusInventory = Pick<Inventory, CensusKey>;
type Context = Pick<JudgeContext<CensusKey>, 'source' | 'namespaceClass'>;

/** Root objects of tenant and platform namespaces, by where they come from. */
export interface Census {
  total: number;
  managed: number;
  helm: number;
  unsure: number;
  /** The others, as people name them. */
  left: readonly string[];
}

/** What the API server, the provider or an operator's package brings along. */
const BROUGHT_ALONG =
  /^(system|eks|aks|gce|gke|kubeadm|k3s|rke2|openshift|cattle)[:-]/;
const BROUGHT_LABELS = [
  'kubernetes.io/bootstrapping',
  'addonmanager.kubernetes.io/mode',
  'eks.amazonaws.com/component',
  'olm.owner',
];

function isBroughtAlong({ name, labels, owned }: ObjectMeta): boolean {
  return (
    owned === true ||
    BROUGHT_ALONG.test(name) ||
    BROUGHT_LABELS.some(label => Object.hasOwn(labels, label))
  );
}

/** A binding for accounts of system namespaces belongs to them. */
function bindsSystemOnly(
  { subjects }: BindingObject,
  { namespaceClass }: Context,
): boolean {
  return (
    subjects.length > 0 &&
    subjects.every(({ kind, name, namespace }) =>
      kind === 'ServiceAccount'
        ? namespace !== undefined && namespaceClass(namespace) === 'system'
        : name.startsWith('system:'),
    )
  );
}

/** Objects of the further kinds that somebody has to have written. */
function written(
  inventory: CensusInventory,
  context: Context,
): readonly DeliveredObject[] {
  const bindings = inventory.clusterRoleBindings.filter(
    binding => !isBroughtAlong(binding) && !bindsSystemOnly(binding, context),
  );
  const bound = new Set(
    [...bindings, ...inventory.roleBindings]
      .filter(({ roleRef }) => roleRef.kind === 'ClusterRole')
      .map(({ roleRef }) => roleRef.name),
  );
  const objects: Readonly<
    Record<(typeof CENSUS_KINDS)[number], readonly ObjectMeta[]>
  > = {
    ...inventory,
    clusterRoleBindings: bindings,
    clusterRoles: inventory.clusterRoles.filter(({ name }) => bound.has(name)),
  };
  return CENSUS_KINDS.flatMap(key =>
    objects[key]
      .filter(object => !isBroughtAlong(object))
      .map(object => ({
        ...object,
        apiGroup: KINDS[key].group,
        kind: KINDS[key].kind,
      })),
  );
}

/** Services of workloads that no operator makes, each once. */
function services({ workloads }: CensusInventory): readonly DeliveredObject[] {
  const found = workloads
    .filter(({ owner }) => !owner)
    .flatMap(({ selectedBy }) => selectedBy)
    .filter(service => !isBroughtAlong(service));
  return [...new Set(found)].map(service => ({
    ...service,
    apiGroup: '',
    kind: 'Service',
  }));
}

const said = ({ kind, namespace, name }: DeliveredObject) =>
  `${kind} ${namespace ? `${namespace}/` : ''}${name}`;

/** A source without which the share cannot be told. */
export function unreadOfCensus(context: Context): CensusKey | undefined {
  return (['workloads', ...CENSUS_KINDS] as const).find(key =>
    isUnreadable(context.source(key).state),
  );
}

/**
 * Counts the root objects of tenant and platform namespaces, and cluster-scoped
 * ones. What operators make is not counted, nor what comes with the cluster.
 */
export function deliveryCensus(
  inventory: CensusInventory,
  context: Context,
): Census {
  const counts = (namespace: string | undefined) =>
    namespace === undefined || context.namespaceClass(namespace) !== 'system';
  const rows: readonly { object: DeliveredObject; delivery: Delivery }[] = [
    ...inventory.workloads
      .filter(
        workload =>
          counts(workload.namespace) &&
          !workload.owner &&
          !workload.classes.has('static') &&
          !isOneOff(workload),
      )
      .map(object => ({
        object,
        delivery: deliveryOfWorkload(object, inventory, context),
      })),
    ...[...services(inventory), ...written(inventory, context)]
      .filter(({ namespace }) => counts(namespace))
      .map(object => ({
        object,
        delivery: deliveryOf(object, inventory, context),
      })),
  ];
  const of = (state: Delivery['state']) =>
    rows.filter(({ delivery }) => delivery.state === state);
  return {
    total: rows.length,
    managed: of('managed').length,
    helm: of('helm').length,
    unsure: of('unsure').length,
    left: [...of('unmanaged'), ...of('notInGit')].map(({ object }) =>
      said(object),
    ),
  };
}
