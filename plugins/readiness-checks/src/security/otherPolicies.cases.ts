import type { CheckCase } from '../__fixtures__/checkCases';
import { SHOP, deployment, namespace } from '../__fixtures__/objects';
import {
  ALLOW_DNS,
  DENY_IN,
  DENY_OUT,
  admin,
  calico,
  cilium,
  ciliumWide,
  denyAll,
  policy,
} from './__fixtures__/policies';
import { defaultDeny as check } from './defaultDeny';

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes empty rules of Cilium, which allow nothing',
    objects: [deployment(), cilium({ ingress: [{}], egress: [{}] })],
    state: 'pass',
  },
  {
    it: 'fails where default deny is switched off',
    objects: [
      deployment(),
      cilium({
        ingress: [{ fromEntities: ['cluster'] }],
        enableDefaultDeny: { ingress: false },
      }),
    ],
    state: 'fail',
    codes: ['not-isolated'],
  },
  {
    it: 'fails where Cilium allows every entity, beside a NetworkPolicy',
    objects: [
      deployment(),
      denyAll,
      cilium({ ingress: [{ fromEntities: ['all'] }] }),
    ],
    state: 'fail',
    codes: ['allow-all'],
  },
  {
    it: 'passes where Cilium refuses everybody, whatever is allowed',
    objects: [
      deployment(),
      denyAll,
      policy('debug', { ingress: [{}] }),
      cilium({ ingressDeny: [{ fromEntities: ['all'] }] }),
    ],
    state: 'pass',
  },
  {
    it: 'reads the labels that Cilium gives to pods',
    objects: [
      deployment(),
      namespace(SHOP, { team: 'a' }),
      ciliumWide({
        endpointSelector: {
          matchLabels: {
            'k8s:app': 'app',
            'any:io.kubernetes.pod.namespace': SHOP,
            'k8s:io.cilium.k8s.namespace.labels.team': 'a',
            'k8s:io.cilium.k8s.policy.serviceaccount': 'default',
          },
        },
        ingress: [{}],
        egress: [{}],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'does not count a clusterwide policy for other namespaces',
    objects: [
      deployment(),
      ciliumWide({
        endpointSelector: {
          matchExpressions: [
            {
              key: 'io.kubernetes.pod.namespace',
              operator: 'NotIn',
              values: [SHOP],
            },
          ],
        },
        ingress: [{}],
      }),
    ],
    state: 'fail',
  },
  {
    it: 'does not know the name under which Cilium knows the cluster',
    objects: [
      deployment(),
      ciliumWide({
        endpointSelector: {
          matchLabels: { 'io.cilium.k8s.policy.cluster': 'prod' },
        },
        ingress: [{}],
      }),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know where Cilium policies are forbidden',
    objects: [deployment(), cilium({ ingress: [{}] })],
    options: { forbidden: ['ciliumnetworkpolicies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },

  {
    it: 'passes the default deny of the Calico documentation',
    objects: [
      deployment(),
      calico({
        namespaceSelector:
          'has(projectcalico.org/name) && projectcalico.org/name not in {"kube-system", "calico-system"}',
        egress: [ALLOW_DNS],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'passes it as Calico stores it',
    objects: [
      deployment(),
      calico({ selector: 'all()' }, 'crd.projectcalico.org/v1'),
    ],
    state: 'pass',
  },
  {
    it: 'reads the labels that Calico gives to pods',
    objects: [
      deployment(),
      calico({
        selector: `projectcalico.org/namespace == '${SHOP}' && projectcalico.org/orchestrator == 'k8s' && app == 'app'`,
        serviceAccountSelector: "projectcalico.org/name == 'default'",
      }),
    ],
    state: 'pass',
  },
  {
    it: 'does not count a Calico policy that excludes the namespace',
    objects: [
      deployment(),
      calico({ selector: `projectcalico.org/namespace != '${SHOP}'` }),
    ],
    state: 'fail',
    codes: ['not-isolated'],
  },
  {
    it: 'fails where a Calico policy allows everything',
    objects: [
      deployment(),
      denyAll,
      calico({ ingress: [{ action: 'Allow' }] }),
    ],
    state: 'fail',
    codes: ['allow-all'],
  },
  {
    it: 'does not know a Calico selector that it cannot read',
    objects: [deployment(), calico({ selector: 'app ~ web' })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know labels of ServiceAccounts',
    objects: [deployment(), calico({ serviceAccountSelector: "team == 'a'" })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know what a tier does with the rest',
    objects: [deployment(), calico({ tier: 'security', egress: [ALLOW_DNS] })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'passes a tier that refuses everything itself',
    objects: [
      deployment(),
      calico({
        tier: 'security',
        ingress: [{ action: 'Deny' }],
        egress: [{ action: 'Deny' }],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'does not know which of two Calico policies for everything comes first',
    objects: [
      deployment(),
      calico({ ingress: [{ action: 'Deny' }] }),
      policy('debug', { ingress: [{}] }),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'takes a forbidden API of Calico for read where its storage was',
    objects: [deployment(), calico({}), calico({}, 'crd.projectcalico.org/v1')],
    options: { forbidden: ['projectcalico.org/globalnetworkpolicies'] },
    state: 'pass',
  },
  {
    it: 'does not know where Calico policies are forbidden',
    objects: [deployment(), denyAll, calico({})],
    options: { forbidden: ['projectcalico.org/globalnetworkpolicies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },

  {
    it: 'passes a baseline that refuses everything',
    objects: [
      deployment(),
      admin('BaselineAdminNetworkPolicy', {
        ingress: [DENY_IN],
        egress: [DENY_OUT],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'fails a baseline that a NetworkPolicy opens',
    objects: [
      deployment(),
      policy('debug', { ingress: [{}] }),
      admin('BaselineAdminNetworkPolicy', { ingress: [DENY_IN] }),
    ],
    state: 'fail',
    codes: ['allow-all'],
  },
  {
    it: 'passes what an administrator refuses, whatever others allow',
    objects: [
      deployment(),
      policy('debug', { ingress: [{}], egress: [{}] }),
      admin(
        'ClusterNetworkPolicy',
        { tier: 'Admin', ingress: [DENY_IN], egress: [DENY_OUT] },
        'v1alpha2',
      ),
    ],
    state: 'pass',
  },
  {
    it: 'fails what an administrator allows, whatever others refuse',
    objects: [
      deployment(),
      denyAll,
      admin('AdminNetworkPolicy', {
        ingress: [{ ...DENY_IN, action: 'Allow' }],
      }),
    ],
    state: 'fail',
    codes: ['allow-all'],
  },
  {
    it: 'goes on where an administrator passes',
    objects: [
      deployment(),
      denyAll,
      admin('AdminNetworkPolicy', {
        ingress: [{ ...DENY_IN, action: 'Pass' }],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'does not count a policy for other pods',
    objects: [
      deployment(),
      admin('AdminNetworkPolicy', {
        subject: {
          pods: {
            namespaceSelector: {},
            podSelector: { matchLabels: { app: 'db' } },
          },
        },
        ingress: [DENY_IN],
      }),
    ],
    state: 'fail',
  },
  {
    it: 'does not know where policies of administrators are forbidden',
    objects: [deployment(), denyAll],
    options: { forbidden: ['adminnetworkpolicies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

/** Policies that are none of Kubernetes itself. */
export const otherPoliciesCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
  subject: SHOP,
}));
