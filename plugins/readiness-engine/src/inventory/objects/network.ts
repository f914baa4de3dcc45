import type { LabelSelector, ObjectMeta } from './metadata';

/** What a policy says of all traffic in one direction, without its peers. @public */
export interface TrafficRules {
  /** Pods that it selects refuse what no rule allows. */
  isolates: boolean;
  /** A rule allows everything. */
  allowsAll: boolean;
  /** A rule refuses everything. */
  deniesAll: boolean;
  /** A rule leaves everything to the policies that come after it. */
  passesAll: boolean;
}

/** @public */
export interface Traffic {
  ingress: TrafficRules;
  egress: TrafficRules;
}

/** `networkpolicies.networking.k8s.io`. @public */
export interface NetworkPolicyObject extends ObjectMeta, Traffic {
  podSelector: LabelSelector;
}

/** Cilium's policies; one may hold several rules. @public */
export interface CiliumPolicyObject extends ObjectMeta {
  rules: readonly (Traffic & { endpointSelector: LabelSelector })[];
}

/** Calico's policies, with selectors in Calico's own language. @public */
export interface CalicoPolicyObject extends ObjectMeta, Traffic {
  /** Absent selects everything. */
  selector?: string;
  namespaceSelector?: string;
  serviceAccountSelector?: string;
  /** Not in tier `default`, so that the tier says what becomes of the rest. */
  tiered: boolean;
}

/** Policies of the cluster's administrators (`policy.networking.k8s.io`). @public */
export interface AdminPolicyObject extends ObjectMeta, Traffic {
  /** It counts where no other policy decides, not before all of them. */
  baseline: boolean;
  /** Absent selects nothing. */
  namespaceSelector?: LabelSelector;
  podSelector: LabelSelector;
}
