import type { LabelSelector, ObjectMeta } from './metadata';

/** A severity's fixable vulnerabilities: how many, and the oldest of them. @public */
export interface FixableVulnerabilities {
  count: number;
  /** By the time they were published, oldest first, at most ten. */
  oldest: readonly {
    id: string;
    /** Epoch ms; absent where the report does not say. */
    publishedAt?: number;
  }[];
}

/**
 * A report of the Trivy Operator on the image of one container, without what it
 * says of packages.
 *
 * @public
 */
export interface VulnerabilityReportObject extends ObjectMeta {
  /** What was scanned: a ReplicaSet for a Deployment, else the controller or pod. */
  resource?: { kind: string; name: string };
  container?: string;
  /** Epoch ms. */
  scannedAt?: number;
  image: {
    /** e.g. `index.docker.io`. */
    registry?: string;
    repository?: string;
    tag?: string;
    digest?: string;
  };
  /** The distribution gets no more advisories. */
  endOfLife: boolean;
  /** e.g. `debian 10.3`. */
  system?: string;
  counts: Readonly<Record<'critical' | 'high' | 'medium' | 'low', number>>;
  /** Without those of a kernel, which does not run in a container. */
  fixable: Readonly<Record<'critical' | 'high', FixableVulnerabilities>>;
}

/** What a policy does with images that it cannot verify. @public */
export interface ImageVerification {
  /** It refuses them; otherwise it warns or writes a report. */
  enforced: boolean;
  /** The API server admits everything while the policy's engine is down. */
  failOpen: boolean;
  /** Globs of images that it looks at. */
  images: readonly string[];
  /** Globs of images that it passes over. */
  skipped: readonly string[];
  /** Namespaces that it includes; empty means all. */
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
  namespaceSelector?: LabelSelector;
  /** It uses more than that to choose what it looks at. */
  conditional: boolean;
}

/** A policy that verifies images and does nothing else. @public */
export interface ImagePolicyObject extends ObjectMeta {
  verifies: ImageVerification;
}
