import type { Remediation } from '@readiness/backstage-plugin-readiness-engine';
import { toYaml, type YamlMap } from '../toYaml';

/** What is missing in a namespace. */
export interface MissingDeny {
  ingress: boolean;
  egress: boolean;
  /** Policies that allow everything. */
  openers: readonly string[];
}

const policy = (namespace: string, name: string, spec: YamlMap): YamlMap => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec,
});

const DNS: YamlMap = {
  to: [
    {
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
      },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

const ROLL_OUT =
  'From then on only what a policy allows gets through. Watch the flows first (Hubble, Calico flow logs, or those of the cloud), write a policy for each that is needed, and apply this last.';

const NODE_LOCAL =
  'Where NodeLocal DNSCache runs, allow its address (169.254.20.10) as well.';

function removal(openers: readonly string[]): string {
  return `Take the rule that allows everything out of ${openers.join(
    ' and ',
  )}, and allow by name what is needed instead.`;
}

/** Default deny for this very namespace, with the way to DNS left open. */
export function denyRemediation(
  namespace: string,
  { ingress, egress, openers }: MissingDeny,
): Remediation {
  const target = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
  if (!ingress && !egress) {
    return {
      summary: `Remove what opens namespace ${namespace} again.`,
      type: 'steps',
      target,
      content: removal(openers),
      note: ROLL_OUT,
    };
  }
  const policyTypes = [
    ...(ingress ? ['Ingress'] : []),
    ...(egress ? ['Egress'] : []),
  ];
  const manifests = [
    policy(namespace, ingress ? 'default-deny' : 'default-deny-egress', {
      podSelector: {},
      policyTypes,
    }),
    ...(egress
      ? [
          policy(namespace, 'allow-dns', {
            podSelector: {},
            policyTypes: ['Egress'],
            egress: [DNS],
          }),
        ]
      : []),
  ];
  return {
    summary: `Deny by default in namespace ${namespace}.`,
    type: 'manifest',
    target,
    content: manifests.map(toYaml).join('---\n'),
    note: [
      ROLL_OUT,
      ...(egress ? [NODE_LOCAL] : []),
      ...(openers.length > 0 ? [removal(openers)] : []),
    ].join(' '),
  };
}
