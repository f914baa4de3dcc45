import type {
  Container,
  FixRoot,
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { operatorFields, type ChangeTopic } from './operatorFields';
import { toYaml, type YamlMap, type YamlValue } from './toYaml';

/** Fields to change in a pod, before it is known where its template lives. */
export interface PodChange {
  topic: ChangeTopic;
  /** One sentence: what the change does. */
  summary: string;
  /** Fields of the pod spec. */
  spec?: YamlMap;
  /** Labels of the pods. */
  labels?: YamlMap;
  /** Annotations of the pods; null takes one away. */
  annotations?: YamlMap;
  /** Fields of the controller's own spec, e.g. `replicas`. */
  controller?: YamlMap;
  containers?: readonly ContainerChange[];
  /** What no patch can say, one line each. */
  byHand?: readonly string[];
  note?: string;
}

export interface ContainerChange {
  name: string;
  role: Container['role'];
  fields: YamlMap;
}

const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  ReplicationController: 'v1',
  Pod: 'v1',
  Rollout: 'argoproj.io/v1alpha1',
};

const groupOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.split('/')[0] : '';

/** The object that people change, and the custom resource above it if there is one. */
function fixTarget(workload: Workload) {
  const { owner } = workload;
  const custom = owner && API_VERSIONS[owner.kind] === undefined;
  const own = API_VERSIONS[workload.kind];
  if (custom || own === undefined) {
    return {
      custom: true,
      target: {
        apiVersion: owner?.apiVersion ?? workload.apiGroup,
        kind: owner?.kind ?? workload.kind,
        namespace: workload.namespace,
        name: owner?.name ?? workload.name,
      },
    };
  }
  return {
    custom: false,
    target: {
      apiVersion: own,
      kind: workload.kind,
      namespace: workload.namespace,
      name: workload.name,
    },
  };
}

function podSpec(change: PodChange): YamlMap {
  const list = (init: boolean) =>
    (change.containers ?? [])
      .filter(
        container =>
          (container.role === 'init' || container.role === 'sidecar') === init,
      )
      .map(container => ({ name: container.name, ...container.fields }));
  const initContainers = list(true);
  const containers = list(false);
  return {
    ...change.spec,
    ...(initContainers.length > 0 && { initContainers }),
    ...(containers.length > 0 && { containers }),
  };
}

function podMetadata({ labels, annotations }: PodChange): YamlMap {
  if (!labels && !annotations) return {};
  return {
    metadata: {
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
  };
}

/** Metadata and spec of the pods, as far as they change. */
function podFields(change: PodChange): YamlMap {
  const spec = podSpec(change);
  return {
    ...podMetadata(change),
    ...(Object.keys(spec).length > 0 && { spec }),
  };
}

function inController(kind: string, change: PodChange): YamlMap {
  const pod = podFields(change);
  if (kind === 'Pod') return pod;
  const spec = {
    ...change.controller,
    ...(Object.keys(pod).length > 0 && { template: pod }),
  };
  return kind === 'CronJob' ? { spec: { jobTemplate: { spec } } } : { spec };
}

const KIND_NOTES: Readonly<Record<string, string>> = {
  Pod: 'A running pod cannot be changed so: change its manifest, delete the pod and create it again.',
  Job: 'The template of a Job cannot be changed: change what creates the Job, the next run has it.',
  Rollout:
    'A Rollout is a custom resource: merge these lines into its manifest. kubectl patch would replace the whole list of containers.',
};

/** Where the change has to be made that a delivery would undo. */
export function deliveryNote({ type, title }: FixRoot): string | undefined {
  if (type === 'gitops') {
    return `Delivered by ${title}: make the change in its source, the next sync undoes a change of the live object.`;
  }
  return type === 'helm'
    ? `Delivered by ${title}: make the change in the values or the chart, the next upgrade undoes a change of the live object.`
    : undefined;
}

const joined = (...notes: readonly (string | undefined)[]) =>
  notes.filter(note => note !== undefined).join(' ') || undefined;

/** `{ spec: { kafka: { replicas: 2 } } }` for `spec.kafka.replicas` and 2. */
const nested = (path: readonly string[], value: YamlValue): YamlValue =>
  path.reduceRight<YamlValue>((inner, key) => ({ [key]: inner }), value);

/** The number of replicas in the field that the custom resource has for it. */
function replicasPatch(
  { topic, controller }: PodChange,
  field: string | undefined,
): string | undefined {
  const wanted = controller?.replicas;
  if (topic !== 'replicas' || wanted === undefined) return undefined;
  return field && /^spec(\.\w+)+$/.test(field)
    ? toYaml(nested(field.split('.'), wanted))
    : undefined;
}

/** `spec.resources` and the like, for the only container that it speaks of. */
function customPatch(
  change: PodChange,
  container: string | undefined,
  field: string | undefined,
): string | undefined {
  const [only, ...others] = change.containers ?? [];
  if (field !== 'spec.resources' || only?.name !== container || others.length) {
    return undefined;
  }
  const { resources } = only.fields;
  return resources === undefined ? undefined : toYaml({ spec: { resources } });
}

function customRemediation(
  workload: Workload,
  target: NonNullable<Remediation['target']>,
  change: PodChange,
): Remediation {
  const row = operatorFields(groupOf(target.apiVersion), target.kind);
  const field = row?.fields[change.topic];
  const where = `${target.kind} ${target.namespace}/${target.name}`;
  const object =
    target.kind === workload.kind ? 'objects it creates' : `${workload.kind}`;
  const note = joined(
    `The operator reverts a change of the ${object}: the place is ${where}${
      field ? `, field ${field}` : ''
    }.`,
    deliveryNote(workload.fixRoot),
    change.note,
  );
  const patch =
    replicasPatch(change, field) ?? customPatch(change, row?.container, field);
  if (patch) {
    return {
      summary: change.summary,
      type: 'patch',
      target,
      content: patch,
      note,
    };
  }
  const spec = { ...change.controller, ...podSpec(change) };
  const pod = { ...podMetadata(change), ...spec };
  const wanted = Object.keys(pod).length > 0 ? ['', toYaml(pod)] : [];
  return {
    summary: change.summary,
    type: 'steps',
    target,
    content: [
      field
        ? `Set ${field} of ${where} so that its pods come out with the fields below.`
        : `Find the field of ${where} that shapes its pods (kubectl explain ${target.kind.toLowerCase()}.spec) and set it so that they come out with the fields below.`,
      ...(change.byHand ?? []),
      ...wanted,
    ].join('\n'),
    note,
  };
}

/**
 * The change of a pod as a patch of the very object that its owner edits: the
 * controller, or the custom resource where an operator would undo it.
 */
export function workloadRemediation(
  workload: Workload,
  change: PodChange,
): Remediation {
  const { custom, target } = fixTarget(workload);
  if (custom) return customRemediation(workload, target, change);
  const byHand = change.byHand ?? [];
  const note = joined(
    KIND_NOTES[target.kind],
    deliveryNote(workload.fixRoot),
    change.note,
  );
  const isEmpty =
    !change.controller && Object.keys(podFields(change)).length === 0;
  if (isEmpty) {
    return {
      summary: change.summary,
      type: 'steps',
      target,
      content: byHand.join('\n'),
      note,
    };
  }
  return {
    summary: change.summary,
    type: 'patch',
    target,
    content: toYaml(inController(target.kind, change)),
    note: joined(note, ...byHand),
  };
}
