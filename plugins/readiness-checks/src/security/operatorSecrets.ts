import {
  groupOf,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';

/** Secrets that an operator makes, with a name of its own making. */
interface Operator {
  /** What it operates; by the resource that owns the pods, or by a label of them. */
  of: { group: string; kind: string } | { label: string };
  /** What follows the name of that, or surrounds it. */
  secret(name: string): RegExp;
}

const literal = (name: string) => name.replace(/[^A-Za-z0-9-]/g, '\\$&');

const after = (suffixes: string) => (name: string) =>
  new RegExp(`^${literal(name)}-(?:${suffixes})$`);

/** The Prometheus operator puts the kind before the name. */
const beforeName = (kind: string) => (name: string) =>
  new RegExp(`^${kind}-${literal(name)}(?:-.+)?$`);

const prometheusOperator = (kind: string, prefix: string): Operator => ({
  of: { group: 'monitoring.coreos.com', kind },
  secret: beforeName(prefix),
});

const OPERATORS: readonly Operator[] = [
  prometheusOperator('Prometheus', 'prometheus'),
  prometheusOperator('PrometheusAgent', 'prom-agent'),
  prometheusOperator('Alertmanager', 'alertmanager'),
  prometheusOperator('ThanosRuler', 'thanos-ruler'),
  {
    of: { label: 'strimzi.io/cluster' },
    secret: after(
      '(?:cluster|clients)-ca(?:-cert)?|kafka-brokers|zookeeper-nodes|jmx|.+-certs',
    ),
  },
  {
    of: { label: 'elasticsearch.k8s.elastic.co/cluster-name' },
    secret: after('es-.+'),
  },
  { of: { label: 'kibana.k8s.elastic.co/name' }, secret: after('kb-.+') },
  {
    of: { group: 'rabbitmq.com', kind: 'RabbitmqCluster' },
    secret: after('default-user|erlang-cookie'),
  },
  {
    of: { group: 'k8s.keycloak.org', kind: 'Keycloak' },
    secret: after('initial-admin'),
  },
];

/** Secrets whose whole name tells who makes them. */
const BY_NAME: readonly { secret: RegExp; by: string }[] = [
  { secret: /^argocd-(secret|redis|initial-admin-secret)$/, by: 'Argo CD' },
  {
    secret: /\.credentials\.postgresql\.acid\.zalan\.do$/,
    by: 'the Postgres operator',
  },
  {
    secret: /-token-[bcdfghjklmnpqrstvwxz2456789]{5}$/,
    by: 'the control plane, for a ServiceAccount',
  },
];

/** Secrets that operators make for what they operate. */
export interface OperatorSecrets {
  /** Who makes a Secret of this name, if anybody. */
  madeBy(namespace: string, secret: string): string | undefined;
}

interface Made {
  secret: RegExp;
  by: string;
}

function madeFor(
  workload: Workload,
  { of, secret }: Operator,
): readonly Made[] {
  const { owner, template } = workload;
  if ('label' in of) {
    const name = template?.labels[of.label];
    return name
      ? [{ secret: secret(name), by: `the operator of ${name}` }]
      : [];
  }
  return owner &&
    owner.kind === of.kind &&
    groupOf(owner.apiVersion) === of.group
    ? [{ secret: secret(owner.name), by: `${owner.kind} ${owner.name}` }]
    : [];
}

/** What operators make in each namespace, by what they operate there. */
export function operatorSecrets(
  workloads: readonly Workload[],
): OperatorSecrets {
  const byNamespace = new Map<string, Made[]>();
  for (const workload of workloads) {
    const made = OPERATORS.flatMap(operator => madeFor(workload, operator));
    const { namespace } = workload;
    if (made.length > 0) {
      byNamespace.set(namespace, [
        ...(byNamespace.get(namespace) ?? []),
        ...made,
      ]);
    }
  }
  return {
    madeBy: (namespace, secret) =>
      [...(byNamespace.get(namespace) ?? []), ...BY_NAME].find(each =>
        each.secret.test(secret),
      )?.by,
  };
}
