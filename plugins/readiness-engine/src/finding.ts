import type {
  Responsible,
  Severity,
} from '@readiness/backstage-plugin-readiness-common';

/** Where a change has to be made (`catalogue/60` C.1). @public */
export interface FixRoot {
  type:
    | 'gitops'
    | 'helm'
    | 'operator'
    | 'controller'
    | 'namespace'
    | 'cluster'
    | 'process';
  /** Unique within the fleet; tasks group by (fixKey, key). */
  key: string;
  /** What a person calls it, e.g. `Argo CD application shop/checkout`. */
  title: string;
}

/** What a judge saw and why it says so; shown to people as is. @public */
export interface Reason {
  /** Stable id, e.g. `no-memory-limit`. */
  code: string;
  /** One sentence without values of secrets. */
  message: string;
  /** Where inside the subject, e.g. a container and a field path. */
  container?: string;
  field?: string;
}

/** What to paste or run for the very object. @public */
export interface Remediation {
  /** One sentence: what the change does. */
  summary: string;
  type: 'patch' | 'manifest' | 'command' | 'steps';
  /** The object to change: the fix root, not always the subject. */
  target?: {
    apiVersion: string;
    kind: string;
    namespace?: string;
    name: string;
  };
  /** YAML for `patch` (strategic merge) and `manifest`, shell for `command`, text for `steps`. */
  content: string;
  /** What to know before pasting, e.g. that an operator reverts the change. */
  note?: string;
}

/** One independent way in which a subject misses a check (decision D3). @public */
export interface Occurrence {
  state: 'warn' | 'fail';
  /** RBAC subject, rule, node group…; absent where a subject can miss the check in one way only. */
  discriminator?: string;
  /** At most the declared severity. */
  severity?: Severity;
  reasons: readonly Reason[];
  remediation: Remediation;
  /** Where the change is made, when it is not the subject's own fix root. */
  fixRoot?: FixRoot;
  /** Overrides the responsible party, e.g. for an injected container. */
  responsible?: Responsible;
}

/** @public */
export interface ExtractedFact {
  detector: string;
  container?: string;
  name?: string;
  /** Detector-specific, never a value that was read. */
  kind?: string;
}
