import { asArray, asObject, asString, asStrings, at, objectsOf } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import {
  AGE,
  type Column,
  NAME,
  column,
  count,
  field,
  listed,
  since,
  wide,
} from './Column';

const ROLE_LABEL = 'node-role.kubernetes.io/';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function nodeStatus(node: KubeObject): string {
  const ready = objectsOf(at(node, 'status', 'conditions')).find(
    ({ type }) => type === 'Ready',
  );
  const texts: Record<string, string> = { True: 'Ready', False: 'NotReady' };
  const text = texts[String(ready?.status)] ?? 'Unknown';
  return at(node, 'spec', 'unschedulable') === true
    ? `${text},SchedulingDisabled`
    : text;
}

const nodeRoles = (node: KubeObject) =>
  listed(
    Object.keys(asStrings(node.metadata.labels))
      .filter(label => label.startsWith(ROLE_LABEL))
      .map(label => label.slice(ROLE_LABEL.length))
      .sort(),
  );

const address = (type: string) => (node: KubeObject) =>
  asString(
    objectsOf(at(node, 'status', 'addresses')).find(one => one.type === type)
      ?.address,
  ) ?? '<none>';

const modesText = (...path: string[]) =>
  column('Access Modes', object =>
    asArray(at(object, ...path))
      .map(mode => MODES[String(mode)] ?? String(mode))
      .join(','),
  );

const entries = (...fields: string[]) => ({
  ...column('Data', object =>
    fields.reduce(
      (sum, name) => sum + Object.keys(asObject(object[name])).length,
      0,
    ),
  ),
  type: 'integer' as const,
});

function claimText(volume: KubeObject): string {
  const { namespace, name } = asObject(at(volume, 'spec', 'claimRef'));
  return name === undefined ? '' : `${namespace}/${name}`;
}

/** `pods: 3/10, services: 1/5` for quotas, by the prefix of the resources. */
function quotaText(quota: KubeObject, limits: boolean): string {
  return Object.entries(asObject(at(quota, 'status', 'hard')))
    .filter(([name]) => name.startsWith('limits.') === limits)
    .map(([name, hard]) => {
      const used = asObject(at(quota, 'status', 'used'))[name] ?? 0;
      return `${name}: ${used}/${hard}`;
    })
    .join(', ');
}

const objectText = (event: KubeObject) => {
  const { kind, name } = asObject(event.involvedObject ?? event.regarding);
  return `${String(kind).toLowerCase()}/${name}`;
};

/** Columns of the kinds that workloads rest on, by `group/kind`. */
export const CLUSTER_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  '/Namespace': [NAME, field('Status', 'status.phase'), AGE],
  '/Node': [
    NAME,
    column('Status', nodeStatus),
    column('Roles', nodeRoles),
    AGE,
    field('Version', 'status.nodeInfo.kubeletVersion', '<unknown>'),
    ...wide(
      column('Internal-IP', address('InternalIP')),
      column('External-IP', address('ExternalIP')),
      field('OS-Image', 'status.nodeInfo.osImage', '<unknown>'),
      field('Kernel-Version', 'status.nodeInfo.kernelVersion', '<unknown>'),
      field(
        'Container-Runtime',
        'status.nodeInfo.containerRuntimeVersion',
        '<unknown>',
      ),
    ),
  ],
  '/PersistentVolume': [
    NAME,
    field('Capacity', 'spec.capacity.storage', ''),
    modesText('spec', 'accessModes'),
    field('Reclaim Policy', 'spec.persistentVolumeReclaimPolicy', ''),
    field('Status', 'status.phase', ''),
    column('Claim', claimText),
    field('StorageClass', 'spec.storageClassName', ''),
    field('VolumeAttributesClass', 'spec.volumeAttributesClassName', '<unset>'),
    field('Reason', 'status.reason', ''),
    AGE,
    ...wide(field('VolumeMode', 'spec.volumeMode', '<unset>')),
  ],
  '/PersistentVolumeClaim': [
    NAME,
    field('Status', 'status.phase', ''),
    field('Volume', 'spec.volumeName', ''),
    field('Capacity', 'status.capacity.storage', ''),
    modesText('status', 'accessModes'),
    field('StorageClass', 'spec.storageClassName', ''),
    field('VolumeAttributesClass', 'spec.volumeAttributesClassName', '<unset>'),
    AGE,
    ...wide(field('VolumeMode', 'spec.volumeMode', '<unset>')),
  ],
  'storage.k8s.io/StorageClass': [
    {
      ...NAME,
      cell: object =>
        asStrings(object.metadata.annotations)[DEFAULT_CLASS] === 'true'
          ? `${object.metadata.name} (default)`
          : object.metadata.name,
    },
    field('Provisioner', 'provisioner'),
    field('ReclaimPolicy', 'reclaimPolicy', 'Delete'),
    field('VolumeBindingMode', 'volumeBindingMode', 'Immediate'),
    field('AllowVolumeExpansion', 'allowVolumeExpansion', false),
    AGE,
  ],
  '/ConfigMap': [NAME, entries('data', 'binaryData'), AGE],
  '/Secret': [NAME, field('Type', 'type', 'Opaque'), entries('data'), AGE],
  '/ServiceAccount': [
    NAME,
    {
      ...column('Secrets', object => asArray(object.secrets).length),
      type: 'integer',
    },
    AGE,
  ],
  '/ResourceQuota': [
    NAME,
    column('Request', quota => quotaText(quota, false)),
    column('Limit', quota => quotaText(quota, true)),
    AGE,
  ],
  '/Event': [
    column('Last Seen', (event, now) =>
      since(event.lastTimestamp ?? event.eventTime, now),
    ),
    field('Type', 'type', ''),
    field('Reason', 'reason', ''),
    column('Object', objectText),
    field('Message', 'message', ''),
    ...wide(
      field('Source', 'source.component', ''),
      column('First Seen', (event, now) => since(event.firstTimestamp, now)),
      count('Count', 'count'),
      NAME,
    ),
  ],
  'scheduling.k8s.io/PriorityClass': [
    NAME,
    count('Value', 'value'),
    field('Global-Default', 'globalDefault', false),
    AGE,
    field('PreemptionPolicy', 'preemptionPolicy', 'PreemptLowerPriority'),
  ],
  'coordination.k8s.io/Lease': [
    NAME,
    field('Holder', 'spec.holderIdentity'),
    AGE,
  ],
};
