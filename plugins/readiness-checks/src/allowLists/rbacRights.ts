import type { Exception } from '@readiness/backstage-plugin-readiness-engine';

const CHECKS = {
  secrets: 'sec-rbac-secrets-read',
  escalation: 'sec-rbac-escalation',
  takeover: 'sec-rbac-pod-takeover',
  wildcards: 'sec-rbac-wildcards',
} as const;

type Rules = Readonly<Partial<Record<keyof typeof CHECKS, readonly string[]>>>;

/** A known operator, what it holds, and what for. */
interface Operator extends Rules {
  namespaces: readonly string[];
  /** Glob of the ServiceAccount. */
  name: string;
  reason: string;
}

const READ = ['read-secrets'];

/** Starting pods also reaches the Secrets that they mount. */
const STARTS = {
  secrets: ['read-secrets', 'create-workloads'],
  takeover: ['create-workloads'],
};

const SECRET_MANAGERS: readonly Operator[] = [
  {
    namespaces: ['external-secrets', 'external-secrets-operator'],
    name: 'external-secrets*',
    secrets: READ,
    escalation: ['create-tokens', 'change-validation'],
    reason:
      'External Secrets writes Secrets in every namespace, signs in to stores with tokens of their accounts, and renews the certificate of its own webhook.',
  },
  {
    namespaces: ['vault-secrets-operator*', 'vault'],
    name: 'vault-secrets-operator*',
    secrets: READ,
    escalation: ['create-tokens'],
    reason:
      'The Vault Secrets Operator writes Secrets in every namespace and signs in to Vault with tokens of their accounts.',
  },
  {
    namespaces: ['vault'],
    name: 'vault-agent-injector',
    escalation: ['change-mutation'],
    reason: 'The injector of Vault renews the certificate of its own webhook.',
  },
  {
    namespaces: ['sealed-secrets'],
    name: 'sealed-secrets*',
    secrets: READ,
    reason: 'Sealed Secrets writes what it unseals in every namespace.',
  },
  {
    namespaces: ['reflector'],
    name: '*reflector*',
    secrets: READ,
    reason: 'Reflector copies Secrets between namespaces: that is all it does.',
  },
  {
    namespaces: ['kubernetes-replicator', 'replicator'],
    name: '*replicator*',
    secrets: READ,
    reason:
      'The replicator copies Secrets between namespaces: that is all it does.',
  },
];

const CERTIFICATES: readonly Operator[] = [
  {
    namespaces: ['cert-manager'],
    name: 'cert-manager',
    secrets: ['read-secrets', 'create-workloads'],
    takeover: ['create-workloads'],
    reason:
      'cert-manager writes certificates into Secrets of every namespace and starts the pods that answer challenges.',
  },
  {
    namespaces: ['cert-manager'],
    name: 'cert-manager-cainjector',
    secrets: READ,
    escalation: ['change-mutation', 'change-validation'],
    reason:
      'The CA injector of cert-manager writes certificates into webhooks of every project.',
  },
];

const INGRESS: readonly Operator[] = [
  {
    namespaces: ['ingress-nginx'],
    name: 'ingress-nginx',
    secrets: READ,
    reason:
      'ingress-nginx reads the certificates of all Ingresses from Secrets, in every namespace.',
  },
  {
    namespaces: ['ingress-nginx'],
    name: 'ingress-nginx-admission',
    escalation: ['change-validation'],
    reason:
      'The set-up Job of ingress-nginx writes the certificate of its own webhook, once.',
  },
  ...[
    { namespace: 'traefik', name: 'traefik*' },
    { namespace: 'kong', name: 'kong*' },
    { namespace: 'haproxy-controller', name: '*haproxy*' },
    { namespace: 'projectcontour', name: 'contour*' },
  ].map(({ namespace, name }) => ({
    namespaces: [namespace],
    name,
    secrets: READ,
    reason:
      'The ingress controller reads the certificates of all routes from Secrets, in every namespace.',
  })),
  {
    namespaces: ['istio-system'],
    name: 'istiod*',
    secrets: ['read-secrets', 'create-workloads'],
    takeover: ['create-workloads'],
    escalation: ['change-mutation', 'change-validation'],
    reason:
      'istiod reads certificates of gateways, starts the gateways of the Gateway API, and keeps the certificates of its own webhooks.',
  },
];

const GITOPS: readonly Operator[] = [
  {
    namespaces: ['argocd'],
    name: 'argocd-server',
    secrets: ['read-secrets'],
    escalation: [
      'change-mutation',
      'change-validation',
      'relabel-namespaces',
      'write-bindings',
    ],
    takeover: ['exec', 'debug', 'create-workloads', 'port-forward', 'proxy'],
    wildcards: ['ClusterRole argocd-server'],
    reason:
      'The server of Argo CD shows, patches and deletes whatever an application holds, by get, patch and delete on everything: replace its ClusterRole where the applications are known.',
  },
  {
    namespaces: ['argocd'],
    name: 'argocd-applicationset-controller',
    secrets: READ,
    reason:
      'The ApplicationSet controller reads the Secrets of clusters and of generators in every namespace that may hold ApplicationSets.',
  },
  {
    namespaces: ['flux-system'],
    name: '*-controller',
    secrets: READ,
    escalation: ['create-tokens'],
    wildcards: ['ClusterRole crd-controller*'],
    reason:
      'The controllers of Flux read credentials of sources from Secrets and sign in to clouds with tokens of accounts, in every namespace; they own the groups that their role has whole.',
  },
];

const OPERATORS: readonly Operator[] = [
  {
    namespaces: ['readiness', 'backstage'],
    name: 'readiness-scanner',
    wildcards: ['ClusterRole readiness-scanner'],
    reason:
      'The scanner lists the constraints of Gatekeeper, whose kinds their templates define: every resource of that one group, and nothing but get and list.',
  },
  {
    namespaces: ['monitoring', 'prometheus', 'observability'],
    name: '*prometheus-operator*',
    ...STARTS,
    wildcards: ['ClusterRole *prometheus-operator*'],
    reason:
      'The Prometheus operator makes StatefulSets and keeps the configurations of Prometheus and Alertmanager in Secrets, wherever their resources are.',
  },
  {
    namespaces: ['cnpg-system'],
    name: 'cnpg-*',
    ...STARTS,
    escalation: ['change-mutation', 'change-validation', 'write-bindings'],
    reason:
      'CloudNativePG starts the pods of databases, makes their Secrets, Roles and RoleBindings, and keeps its own webhooks.',
  },
  {
    namespaces: ['strimzi', 'strimzi-system', 'kafka'],
    name: 'strimzi-cluster-operator',
    ...STARTS,
    escalation: ['write-bindings'],
    reason:
      'Strimzi starts the pods of Kafka and makes its Secrets and bindings.',
  },
  {
    namespaces: ['elastic-system'],
    name: 'elastic-operator',
    ...STARTS,
    escalation: ['change-validation'],
    reason:
      'ECK starts the pods of Elasticsearch, makes its Secrets, and keeps the certificate of its own webhook.',
  },
  {
    namespaces: ['keda'],
    name: 'keda-operator',
    ...STARTS,
    escalation: ['change-validation'],
    reason:
      'KEDA reads credentials of triggers from Secrets, starts Jobs, and keeps the certificate of its own webhook.',
  },
  {
    namespaces: ['kyverno'],
    name: 'kyverno-*-controller',
    escalation: ['change-mutation', 'change-validation'],
    reason: 'Kyverno writes the webhooks and policies by which it is asked.',
  },
];

/** Rights that known operators hold by design; one row for each rule. */
export const RBAC_RIGHTS: readonly Exception[] = [
  ...SECRET_MANAGERS,
  ...CERTIFICATES,
  ...INGRESS,
  ...GITOPS,
  ...OPERATORS,
].flatMap(operator =>
  (Object.keys(CHECKS) as (keyof typeof CHECKS)[]).flatMap(key =>
    (operator[key] ?? []).flatMap(rule =>
      operator.namespaces.map(namespace => ({
        check: CHECKS[key],
        namespace,
        name: operator.name,
        rule,
        reason: operator.reason,
        origin: 'shipped' as const,
      })),
    ),
  ),
);
