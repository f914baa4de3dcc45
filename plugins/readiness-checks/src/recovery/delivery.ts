import {
  deliveryRoot,
  groupOf,
  isUnreadable,
  KINDS,
  optionalList,
  provenanceOf,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  ApplicationObject,
  DeliveredObject,
  Inventory,
  JudgeContext,
  KeysOf,
  KustomizationObject,
  ObjectMeta,
  Provenance,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';

/** Custom resources whose own marks are read, for the workloads made of them. */
const OWNER_KINDS = [
  'prometheuses',
  'postgresClusters',
  'openTelemetryCollectors',
] as const;

/** What tells where objects come from (`catalogue/00` §0.7). */
export const deliveryReads = [
  ...workloads(),
  optionalList('namespaces'),
  optionalList('applications'),
  optionalList('kustomizations'),
  optionalList('helmReleases'),
  ...OWNER_KINDS.map(kind => optionalList(kind)),
] as const;

export type DeliveryKey = KeysOf<typeof deliveryReads>;
export type DeliveryInventory = Pick<Inventory, DeliveryKey>;
type Context = Pick<JudgeContext<DeliveryKey>, 'source'>;

type GitOps = Exclude<Provenance, { tool: 'helm' }>;
type Helm = Extract<Provenance, { tool: 'helm' }>;

/** Where an object comes from. */
export type Delivery =
  | { state: 'managed'; by: GitOps; application?: ApplicationObject }
  | { state: 'helm'; by: Helm }
  /** An Application claims it, and its source does not hold it. */
  | { state: 'notInGit'; application: ApplicationObject }
  | { state: 'unsure'; field: string; message: string }
  /** With a tracking id that names another object, where it carries one. */
  | { state: 'unmanaged'; foreignId?: string };

/** e.g. `Argo CD application checkout`. */
export const describeDelivery = (by: GitOps): string =>
  deliveryRoot(by, '').title;

interface Listed {
  application?: ApplicationObject;
  kustomization?: KustomizationObject;
  requiresPruning: boolean;
}

const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
/** Argo CD may track by it; charts set it as well. */
const INSTANCE_LABEL = 'app.kubernetes.io/instance';

const identity = (
  group: string,
  kind: string,
  namespace: string | undefined,
  name: string,
) => `${group}/${kind}/${namespace ?? ''}/${name}`;

const indexes = new WeakMap<object, ReadonlyMap<string, readonly Listed[]>>();

/** What Applications and Kustomizations say they manage, by object. */
function listings({
  applications,
  kustomizations,
}: DeliveryInventory): ReadonlyMap<string, readonly Listed[]> {
  const known = indexes.get(applications);
  if (known) return known;
  const index = new Map<string, Listed[]>();
  const put = (key: string, entry: Listed) =>
    index.set(key, [...(index.get(key) ?? []), entry]);
  for (const application of applications) {
    for (const entry of application.resources) {
      put(identity(entry.group, entry.kind, entry.namespace, entry.name), {
        application,
        requiresPruning: entry.requiresPruning,
      });
    }
  }
  for (const kustomization of kustomizations) {
    for (const entry of kustomization.inventory) {
      put(identity(entry.group, entry.kind, entry.namespace, entry.name), {
        kustomization,
        requiresPruning: false,
      });
    }
  }
  indexes.set(applications, index);
  return index;
}

/** The Application that a tracking id names; Argo CD may prefix its namespace. */
function applicationNamed(
  name: string,
  listed: readonly Listed[],
  { applications }: DeliveryInventory,
): ApplicationObject | undefined {
  const named = applications.filter(
    entry => entry.name === name || `${entry.namespace}_${entry.name}` === name,
  );
  return named.length > 1
    ? named.find(entry =>
        listed.some(({ application }) => application === entry),
      )
    : named[0];
}

const hubs = new WeakMap<object, boolean>();

/** Argo CD delivers here from another cluster: its marks are here, its Applications not. */
function hasHub({ applications, workloads: all }: DeliveryInventory): boolean {
  if (applications.length > 0) return false;
  const known = hubs.get(all);
  if (known !== undefined) return known;
  const found = all.some(workload => provenanceOf(workload)?.tool === 'argocd');
  hubs.set(all, found);
  return found;
}

/**
 * Argo CD may track by a label that charts set as well. Only its Applications
 * tell the two apart.
 */
function doubtOfLabel(
  { labels }: DeliveredObject,
  inventory: DeliveryInventory,
  context: Context,
): Delivery | undefined {
  const label = labels[INSTANCE_LABEL];
  if (!label) return undefined;
  const field = 'applications';
  if (isUnreadable(context.source('applications').state)) {
    return {
      state: 'unsure',
      field,
      message: `Whether Argo CD tracks it by its label ${INSTANCE_LABEL}=${label} stands in the Applications, which cannot be read.`,
    };
  }
  return hasHub(inventory)
    ? {
        state: 'unsure',
        field,
        message: `Argo CD delivers into this cluster from another one that is not registered; whether it tracks this object by its label ${INSTANCE_LABEL}=${label} does not show here.`,
      }
    : undefined;
}

/** Where an object comes from, by its own marks and by what claims it. */
export function deliveryOf(
  object: DeliveredObject,
  inventory: DeliveryInventory,
  context: Context,
): Delivery {
  const listed =
    listings(inventory).get(
      identity(object.apiGroup, object.kind, object.namespace, object.name),
    ) ?? [];
  const held = listed.filter(({ requiresPruning }) => !requiresPruning);
  const stray = listed.find(({ requiresPruning }) => requiresPruning);
  if (stray?.application && held.length === 0) {
    return { state: 'notInGit', application: stray.application };
  }
  const own = provenanceOf(object);
  if (own?.tool === 'argocd') {
    return {
      state: 'managed',
      by: own,
      application: applicationNamed(own.application, held, inventory),
    };
  }
  const application = held.find(entry => entry.application)?.application;
  if (application) {
    return {
      state: 'managed',
      by: { tool: 'argocd', application: application.name },
      application,
    };
  }
  if (own && own.tool !== 'helm') return { state: 'managed', by: own };
  const kustomization = held.find(entry => entry.kustomization)?.kustomization;
  if (kustomization) {
    const { namespace = '', name } = kustomization;
    return { state: 'managed', by: { tool: 'kustomization', namespace, name } };
  }
  if (own?.tool === 'helm') return { state: 'helm', by: own };
  const foreignId = object.annotations[TRACKING_ID];
  return (
    doubtOfLabel(object, inventory, context) ?? {
      state: 'unmanaged',
      ...(foreignId && { foreignId }),
    }
  );
}

/** The custom resource above a workload, where its kind is read. */
function ownerObject(
  workload: Workload,
  inventory: DeliveryInventory,
): ObjectMeta | undefined {
  const { owner, namespace } = workload;
  const key = OWNER_KINDS.find(
    kind =>
      KINDS[kind].kind === owner?.kind &&
      KINDS[kind].group === groupOf(owner.apiVersion),
  );
  const all: readonly ObjectMeta[] = key ? inventory[key] : [];
  return all.find(
    entry => entry.namespace === namespace && entry.name === owner?.name,
  );
}

/**
 * Where a workload comes from. What an operator made comes from where its
 * custom resource does.
 */
export function deliveryOfWorkload(
  workload: Workload,
  inventory: DeliveryInventory,
  context: Context,
): Delivery {
  const { owner, namespace } = workload;
  if (!owner) return deliveryOf(workload, inventory, context);
  const object = ownerObject(workload, inventory);
  const delivery = deliveryOf(
    {
      apiGroup: groupOf(owner.apiVersion),
      kind: owner.kind,
      namespace,
      name: owner.name,
      labels: object?.labels ?? {},
      annotations: object?.annotations ?? {},
    },
    inventory,
    context,
  );
  return object || delivery.state !== 'unmanaged'
    ? delivery
    : {
        state: 'unsure',
        field: 'owner',
        message: `${owner.kind} ${namespace}/${owner.name} makes it; where that comes from is not read.`,
      };
}

/** Work that is done once is nobody's state. */
export function isOneOff({ kind, classes }: Workload): boolean {
  return classes.has('batch') && kind !== 'CronJob';
}
