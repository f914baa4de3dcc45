import type { ObjectMeta } from './metadata';

/** @public */
export interface ClaimObject extends ObjectMeta {
  storageClassName?: string;
  phase?: string;
  /** e.g. `ReadWriteOnce`. */
  accessModes: readonly string[];
  /** Name of the PersistentVolume it is bound to. */
  volumeName?: string;
  /** What it was given, as the API writes it. */
  capacity?: string;
  /** `apiGroup/Kind/name` of the data source, e.g. a VolumeSnapshot. */
  dataSource?: { kind: string; name: string };
}

/** @public */
export interface VolumeObject extends ObjectMeta {
  /** What becomes of the data when the claim goes: `Retain`, `Delete` or `Recycle`. */
  reclaimPolicy?: string;
  claim?: { namespace: string; name: string };
  /** As the API writes it, e.g. `20Gi`. */
  capacity?: string;
  /** e.g. `Bound`, `Released`, `Available`. */
  phase?: string;
  /** When it came to that phase, epoch ms; servers before 1.28 do not say. */
  phaseSince?: number;
}

/** @public */
export interface SnapshotObject extends ObjectMeta {
  sourceClaim?: string;
  contentName?: string;
  ready: boolean;
  /** When the storage system took it, epoch ms. */
  takenAt?: number;
  /** It reports an error; since when, where it says so. */
  error?: { since?: number };
}

/** @public */
export interface SnapshotContentObject extends ObjectMeta {
  deletionPolicy?: string;
  /** The storage system has given it a handle. */
  hasHandle: boolean;
}
