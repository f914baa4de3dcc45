import { type JsonObject, asString, at } from '../json';
import { type KubeObject, stableUid } from '../objects/KubeObject';
import type { DeriveContext } from './DeriveContext';

export interface ClaimPlan {
  name: string;
  /** What the claim belongs to. */
  object: KubeObject;
  spec: JsonObject;
  labels: Record<string, string>;
  owners?: KubeObject['metadata']['ownerReferences'];
}

/** A bound claim and its volume. */
export function makeClaim(
  plan: ClaimPlan,
  context: DeriveContext,
): [claim: KubeObject, volume: KubeObject] {
  const { metadata } = plan.object;
  const namespace = metadata.namespace ?? 'default';
  const uid = stableUid(
    context.cluster,
    'PersistentVolumeClaim',
    namespace,
    plan.name,
  );
  const volumeName = `pvc-${uid}`;
  const capacity = {
    storage:
      asString(at(plan.spec, 'resources', 'requests', 'storage')) ?? '1Gi',
  };
  const { creationTimestamp } = metadata;
  const storageClassName = asString(plan.spec.storageClassName) ?? 'gp3';
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        creationTimestamp,
        name: plan.name,
        namespace,
        uid,
        labels: plan.labels,
        annotations: {
          'pv.kubernetes.io/bind-completed': 'yes',
          'volume.kubernetes.io/storage-provisioner': 'ebs.csi.aws.com',
        },
        ...(plan.owners && { ownerReferences: plan.owners }),
      },
      spec: {
        volumeMode: 'Filesystem',
        ...plan.spec,
        storageClassName,
        volumeName,
      },
      status: {
        phase: 'Bound',
        accessModes: plan.spec.accessModes,
        capacity,
      },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {
        creationTimestamp,
        name: volumeName,
        uid: stableUid(context.cluster, 'PersistentVolume', volumeName),
        annotations: { 'pv.kubernetes.io/provisioned-by': 'ebs.csi.aws.com' },
      },
      spec: {
        accessModes: plan.spec.accessModes,
        capacity,
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          name: plan.name,
          namespace,
          uid,
        },
        csi: {
          driver: 'ebs.csi.aws.com',
          fsType: 'ext4',
          volumeHandle: `vol-0${uid.replace(/-/g, '').slice(0, 16)}`,
        },
        persistentVolumeReclaimPolicy:
          context.reclaimPolicies.get(storageClassName) ?? 'Delete',
        storageClassName,
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Bound' },
    },
  ];
}
