import type { LabelSelector, ObjectMeta } from './metadata';

/** @public */
export interface PolicyRule {
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
  resourceNames: readonly string[];
  nonResourceURLs: readonly string[];
}

/** @public */
export interface RoleObject extends ObjectMeta {
  rules: readonly PolicyRule[];
}

/** @public */
export interface ClusterRoleObject extends RoleObject {
  aggregationSelectors?: readonly LabelSelector[];
}

/** A RoleBinding, or without namespace a ClusterRoleBinding. @public */
export interface BindingObject extends ObjectMeta {
  roleRef: { kind: string; name: string };
  subjects: readonly { kind: string; name: string; namespace?: string }[];
}

/** @public */
export interface ServiceAccountObject extends ObjectMeta {
  /** Absent means true. */
  automountServiceAccountToken?: boolean;
}

/** The ConfigMap `aws-auth` of EKS, without account ids. @public */
export interface AwsAuthObject extends ObjectMeta {
  mappings: readonly {
    kind: 'role' | 'user' | 'account';
    /** Name of the role or user. */
    principal: string;
    groups: readonly string[];
  }[];
  /** False where a part of it is no list. */
  parsed: boolean;
}
