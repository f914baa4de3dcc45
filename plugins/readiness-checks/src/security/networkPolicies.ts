import {
  optionalList,
  list,
  type AdminPolicyObject,
  type CalicoPolicyObject,
  type CiliumPolicyObject,
  type Inventory,
  type NetworkPolicyObject,
  type Traffic,
  type TrafficRules,
} from '@readiness/backstage-plugin-readiness-engine';
import { calicoSelector } from './calicoSelector';
import {
  calicoAccountLabels,
  calicoPodLabels,
  ciliumLabels,
  namespaceLabels,
  podLabels,
  type SelectablePod,
} from './podLabels';
import { and, selectorTruth, type Truth } from './truth';

/** Everything that decides which traffic pods take part in. */
export const POLICY_READS = [
  list('networkPolicies'),
  optionalList('ciliumNetworkPolicies'),
  optionalList('ciliumClusterwideNetworkPolicies'),
  optionalList('calicoNetworkPolicies'),
  optionalList('calicoGlobalNetworkPolicies'),
  optionalList('storedCalicoNetworkPolicies'),
  optionalList('storedCalicoGlobalNetworkPolicies'),
  optionalList('adminNetworkPolicies'),
  optionalList('baselineAdminNetworkPolicies'),
  optionalList('clusterNetworkPolicies'),
] as const;

export type PolicyKey = (typeof POLICY_READS)[number]['provides'];

/** Kinds that are the same objects under two names; one of them is enough. */
export const SAME_OBJECTS: Readonly<Partial<Record<PolicyKey, PolicyKey>>> = {
  calicoNetworkPolicies: 'storedCalicoNetworkPolicies',
  calicoGlobalNetworkPolicies: 'storedCalicoGlobalNetworkPolicies',
  storedCalicoNetworkPolicies: 'calicoNetworkPolicies',
  storedCalicoGlobalNetworkPolicies: 'calicoGlobalNetworkPolicies',
};

/** A policy that concerns a namespace, whatever its kind. */
export interface Policy extends Traffic {
  /** e.g. `NetworkPolicy default-deny`. */
  title: string;
  /** `admin` counts before all others, `baseline` where no other decides. */
  tier: 'admin' | 'normal' | 'baseline';
  /** Its refusals win whatever the order. */
  denyWins: boolean;
  selects(pod: SelectablePod): Truth;
}

/** What one policy does to a pod; those that do not select it are left out. */
export interface PolicyEffect extends Omit<Policy, 'selects'> {
  selects: Exclude<Truth, false>;
}

const ofKubernetes = ({
  name,
  podSelector,
  ingress,
  egress,
}: NetworkPolicyObject): Policy => ({
  title: `NetworkPolicy ${name}`,
  tier: 'normal',
  denyWins: false,
  ingress,
  egress,
  selects: pod => selectorTruth(podSelector, podLabels(pod)),
});

const ofCilium =
  (kind: string) =>
  ({ name, rules }: CiliumPolicyObject): readonly Policy[] =>
    rules.map(({ endpointSelector, ingress, egress }) => ({
      title: `${kind} ${name}`,
      tier: 'normal',
      denyWins: true,
      ingress,
      egress,
      selects: pod => selectorTruth(endpointSelector, ciliumLabels(pod)),
    }));

/** What a tier does with the rest stands in an object of its own. */
const openEnd = (traffic: TrafficRules): TrafficRules => ({
  ...traffic,
  passesAll: traffic.passesAll || (traffic.isolates && !traffic.deniesAll),
});

const ofCalico =
  (kind: string) =>
  (policy: CalicoPolicyObject): Policy => {
    const pods = calicoSelector(policy.selector);
    const namespaces = calicoSelector(policy.namespaceSelector);
    const accounts = calicoSelector(policy.serviceAccountSelector);
    const { name, ingress, egress, tiered } = policy;
    return {
      title: `${kind} ${name}`,
      tier: 'normal',
      denyWins: false,
      ingress: tiered ? openEnd(ingress) : ingress,
      egress: tiered ? openEnd(egress) : egress,
      selects: pod =>
        and([
          pods(calicoPodLabels(pod)),
          namespaces(namespaceLabels(pod)),
          accounts(calicoAccountLabels(pod)),
        ]),
    };
  };

const ofAdmin =
  (kind: string) =>
  ({
    name,
    baseline,
    namespaceSelector,
    podSelector,
    ingress,
    egress,
  }: AdminPolicyObject): Policy => ({
    title: `${kind} ${name}`,
    tier: baseline ? 'baseline' : 'admin',
    denyWins: false,
    ingress,
    egress,
    selects: pod =>
      namespaceSelector === undefined
        ? false
        : and([
            selectorTruth(namespaceSelector, namespaceLabels(pod)),
            selectorTruth(podSelector, podLabels(pod)),
          ]),
  });

/** The policies of a namespace and those of the whole cluster. */
export function policiesFor(
  namespace: string,
  inventory: Pick<Inventory, PolicyKey>,
): readonly Policy[] {
  const local = <T extends { namespace?: string }>(policies: readonly T[]) =>
    policies.filter(policy => policy.namespace === namespace);
  return [
    ...local(inventory.networkPolicies).map(ofKubernetes),
    ...local(inventory.ciliumNetworkPolicies).flatMap(
      ofCilium('CiliumNetworkPolicy'),
    ),
    ...inventory.ciliumClusterwideNetworkPolicies.flatMap(
      ofCilium('CiliumClusterwideNetworkPolicy'),
    ),
    ...[
      ...local(inventory.calicoNetworkPolicies),
      ...local(inventory.storedCalicoNetworkPolicies),
    ].map(ofCalico('Calico NetworkPolicy')),
    ...[
      ...inventory.calicoGlobalNetworkPolicies,
      ...inventory.storedCalicoGlobalNetworkPolicies,
    ].map(ofCalico('Calico GlobalNetworkPolicy')),
    ...inventory.adminNetworkPolicies.map(ofAdmin('AdminNetworkPolicy')),
    ...inventory.baselineAdminNetworkPolicies.map(
      ofAdmin('BaselineAdminNetworkPolicy'),
    ),
    ...inventory.clusterNetworkPolicies.map(ofAdmin('ClusterNetworkPolicy')),
  ];
}

/** What policies do to one pod. */
export const policyEffects = (
  pod: SelectablePod,
  policies: readonly Policy[],
): readonly PolicyEffect[] =>
  policies.flatMap(policy => {
    const selects = policy.selects(pod);
    return selects === false ? [] : [{ ...policy, selects }];
  });
