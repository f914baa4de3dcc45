import type { ObjectMeta } from './metadata';

/** Argo CD `applications`, without sources' values and parameters. @public */
export interface ApplicationObject extends ObjectMeta {
  destinationNamespace?: string;
  resources: readonly {
    group: string;
    kind: string;
    namespace: string;
    name: string;
    /** In the cluster and claimed by it, but not in Git. */
    requiresPruning: boolean;
  }[];
  /** `Synced`, `OutOfSync` or `Unknown`. */
  syncStatus?: string;
  /** The revision that the live objects were compared with. */
  comparedRevision?: string;
  health?: string;
  healthSince?: number;
  reconciledAt?: number;
  /** The last sync. */
  operation?: { phase?: string; finishedAt?: number; revision?: string };
  /** Conditions that tell of an error, e.g. `ComparisonError`. */
  errors: readonly { type: string; since?: number }[];
  /** Absent where nothing syncs by itself. */
  automated?: { enabled: boolean; prune: boolean; selfHeal: boolean };
  sources: readonly {
    /** A chart's revision is a version. */
    chart: boolean;
    path?: string;
    targetRevision?: string;
  }[];
  /** Fields that it does not compare, as JSON pointers. */
  ignoredDifferences: readonly {
    group: string;
    kind: string;
    namespace?: string;
    name?: string;
    pointers: readonly string[];
  }[];
}

/** What the two reconcilers of Flux have in common. @public */
export interface FluxObject extends ObjectMeta {
  suspended: boolean;
  /** At the latest; by the time of the field manager that set it. */
  suspendedSince?: number;
  ready?: { status: string; since?: number; reason?: string };
  /** The controller has not seen the present specification. */
  outdated: boolean;
  lastAppliedRevision?: string;
  lastAttemptedRevision?: string;
}

/** Flux `kustomizations`. @public */
export interface KustomizationObject extends FluxObject {
  path?: string;
  prune: boolean;
  /** It decrypts what it applies (SOPS). */
  decrypts: boolean;
  /** What it applied. */
  inventory: readonly {
    group: string;
    kind: string;
    namespace: string;
    name: string;
  }[];
}

/** Flux `helmreleases`, without their values. @public */
export interface HelmReleaseObject extends FluxObject {
  /** `enabled`, `warn` or `disabled`. */
  driftDetection?: string;
  /** `TestSuccess` is False. */
  testFailed: boolean;
}
