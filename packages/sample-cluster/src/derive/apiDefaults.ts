import { type JsonObject, asObject, asStrings } from '../json';
import { type KubeObject, groupOf } from '../objects/KubeObject';
import { defaultPodSpec } from './podSpec';

const WITH_TEMPLATE = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];
const WITH_REPLICAS = ['Deployment', 'StatefulSet'];

/** An object with what the API server fills in by itself. */
export function withDefaults(
  object: KubeObject,
  minimums: ReadonlyMap<string, number>,
): KubeObject {
  const { kind, metadata } = object;
  const group = groupOf(object.apiVersion);
  if (kind === 'Namespace') return namespaceDefaults(object);
  if (kind === 'Node') return nodeDefaults(object);
  if (kind === 'Pod') {
    return {
      ...object,
      status: { phase: 'Pending', ...asObject(object.status) },
    };
  }
  const spec = asObject(object.spec);
  if (kind === 'CronJob' && group === 'batch') {
    const jobTemplate = asObject(spec.jobTemplate);
    return {
      ...object,
      spec: {
        concurrencyPolicy: 'Allow',
        suspend: false,
        ...spec,
        jobTemplate: { ...jobTemplate, spec: templated(jobTemplate.spec) },
      },
    };
  }
  if (!WITH_TEMPLATE.includes(kind) || !['apps', 'batch'].includes(group)) {
    return object;
  }
  const scaled = minimums.get(`${metadata.namespace}/${kind}/${metadata.name}`);
  return {
    ...object,
    spec: {
      ...(WITH_REPLICAS.includes(kind) && { replicas: scaled ?? 1 }),
      ...templated(spec),
    },
  };
}

function templated(spec: unknown): JsonObject {
  const given = asObject(spec);
  const template = asObject(given.template);
  return template.spec === undefined
    ? given
    : {
        ...given,
        template: { ...template, spec: defaultPodSpec(template.spec) },
      };
}

function namespaceDefaults(object: KubeObject): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: {
        'kubernetes.io/metadata.name': metadata.name,
        ...asStrings(metadata.labels),
      },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active', ...asObject(object.status) },
  };
}

function nodeDefaults(object: KubeObject): KubeObject {
  const status = asObject(object.status);
  return {
    ...object,
    status: {
      capacity: status.allocatable,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          lastTransitionTime: object.metadata.creationTimestamp,
        },
      ],
      ...status,
    },
  };
}
