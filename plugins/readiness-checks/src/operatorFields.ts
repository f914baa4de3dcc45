/** What a change is about, for finding the field of a custom resource. */
export type ChangeTopic =
  | 'resources'
  | 'security'
  | 'env'
  | 'image'
  | 'probes'
  | 'placement'
  | 'replicas'
  | 'labels'
  | 'account';

interface OperatorFields {
  group: string;
  kind: string;
  /** The container that `fields.resources` sizes. */
  container?: string;
  fields: Partial<Record<ChangeTopic, string>>;
}

const PROMETHEUS_FIELDS = {
  resources: 'spec.resources',
  security: 'spec.securityContext and spec.containers[]',
  env: 'spec.containers[].env',
  image: 'spec.image',
  placement: 'spec.affinity and spec.topologySpreadConstraints',
  replicas: 'spec.replicas',
  labels: 'spec.podMetadata.labels',
  account: 'spec.serviceAccountName and spec.automountServiceAccountToken',
};

/** Where the custom resources of common operators keep what a template would. */
const OPERATOR_FIELDS: readonly OperatorFields[] = [
  {
    group: 'monitoring.coreos.com',
    kind: 'Prometheus',
    container: 'prometheus',
    fields: PROMETHEUS_FIELDS,
  },
  {
    group: 'monitoring.coreos.com',
    kind: 'PrometheusAgent',
    container: 'prometheus',
    fields: PROMETHEUS_FIELDS,
  },
  {
    group: 'monitoring.coreos.com',
    kind: 'Alertmanager',
    container: 'alertmanager',
    fields: PROMETHEUS_FIELDS,
  },
  {
    group: 'monitoring.coreos.com',
    kind: 'ThanosRuler',
    container: 'thanos-ruler',
    fields: PROMETHEUS_FIELDS,
  },
  {
    group: 'postgresql.cnpg.io',
    kind: 'Cluster',
    container: 'postgres',
    fields: {
      resources: 'spec.resources',
      env: 'spec.env',
      image: 'spec.imageName',
      placement: 'spec.affinity and spec.topologySpreadConstraints',
      replicas: 'spec.instances',
      labels: 'spec.inheritedMetadata.labels',
    },
  },
  {
    group: 'kafka.strimzi.io',
    kind: 'Kafka',
    fields: {
      resources: 'spec.kafka.resources',
      security: 'spec.kafka.template.pod.securityContext',
      env: 'spec.kafka.template.kafkaContainer.env',
      image: 'spec.kafka.image',
      placement: 'spec.kafka.template.pod.affinity',
      replicas: 'spec.kafka.replicas',
      labels: 'spec.kafka.template.pod.metadata.labels',
    },
  },
  {
    group: 'kafka.strimzi.io',
    kind: 'KafkaNodePool',
    container: 'kafka',
    fields: {
      resources: 'spec.resources',
      security: 'spec.template.pod.securityContext',
      placement: 'spec.template.pod.affinity',
      replicas: 'spec.replicas',
      labels: 'spec.template.pod.metadata.labels',
    },
  },
  {
    group: 'elasticsearch.k8s.elastic.co',
    kind: 'Elasticsearch',
    fields: {
      resources: 'spec.nodeSets[].podTemplate.spec.containers[].resources',
      security: 'spec.nodeSets[].podTemplate.spec',
      env: 'spec.nodeSets[].podTemplate.spec.containers[].env',
      image: 'spec.image',
      placement: 'spec.nodeSets[].podTemplate.spec.affinity',
      replicas: 'spec.nodeSets[].count',
      labels: 'spec.nodeSets[].podTemplate.metadata.labels',
    },
  },
  {
    group: 'opentelemetry.io',
    kind: 'OpenTelemetryCollector',
    container: 'otc-container',
    fields: {
      resources: 'spec.resources',
      security: 'spec.securityContext',
      env: 'spec.env',
      image: 'spec.image',
      placement: 'spec.affinity and spec.topologySpreadConstraints',
      replicas: 'spec.replicas',
    },
  },
  {
    group: 'rabbitmq.com',
    kind: 'RabbitmqCluster',
    container: 'rabbitmq',
    fields: {
      resources: 'spec.resources',
      security: 'spec.override.statefulSet.spec.template.spec',
      env: 'spec.override.statefulSet.spec.template.spec.containers[].env',
      image: 'spec.image',
      placement: 'spec.affinity',
      replicas: 'spec.replicas',
      labels: 'spec.override.statefulSet.spec.template.metadata.labels',
    },
  },
];

/** The row of a kind of custom resource, if it is known. */
export function operatorFields(
  group: string,
  kind: string,
): OperatorFields | undefined {
  return OPERATOR_FIELDS.find(row => row.group === group && row.kind === kind);
}
