import type { EntityFacts } from '../facts';
import type { Workload } from '../inventory/Workload';
import { ENTITY_ANNOTATIONS } from './entitySelector';
import type { ExactSelector } from './exactSelector';

type Labels = Readonly<Record<string, string>>;

interface Tree {
  readonly [key: string]: string | Tree;
}

/** Block YAML, values in quotes: a namespace may be called `on` or `123`. */
function yaml(tree: Tree, indent = ''): string {
  return Object.entries(tree)
    .map(([key, value]) =>
      typeof value === 'string'
        ? `${indent}${key}: '${value.replaceAll("'", "''")}'\n`
        : `${indent}${key}:\n${yaml(value, `${indent}  `)}`,
    )
    .join('');
}

/** Where pods take their labels from; for these the workload can be patched. */
const TEMPLATE_LABELS: Readonly<Record<string, (labels: Labels) => Tree>> = {
  Deployment: labels => ({ template: { metadata: { labels } } }),
  StatefulSet: labels => ({ template: { metadata: { labels } } }),
  DaemonSet: labels => ({ template: { metadata: { labels } } }),
  ReplicaSet: labels => ({ template: { metadata: { labels } } }),
  ReplicationController: labels => ({ template: { metadata: { labels } } }),
  CronJob: labels => ({
    jobTemplate: { spec: { template: { metadata: { labels } } } },
  }),
};

/** Their template cannot be changed, or may stand somewhere else. */
const OWN_LABELS_ONLY = ['Job', 'Pod', 'Rollout'];

/** The annotations with which an entity takes what the selector takes. */
export function annotationsFor(
  { text, namespace }: ExactSelector,
  entity: Pick<EntityFacts, 'annotations'> | undefined,
): Labels {
  const { id, selector, namespace: within } = ENTITY_ANNOTATIONS;
  const hasSelector = entity?.annotations[selector] !== undefined;
  const [, value] = text.startsWith(`${id}=`) ? text.split('=') : [];
  const byId = value !== undefined && !value.includes(',') && !hasSelector;
  return {
    ...(byId ? { [id]: value } : { [selector]: text }),
    ...(namespace && { [within]: namespace }),
  };
}

/** Lines for `metadata.annotations`. */
export function annotationLines(annotations: Labels): string {
  return yaml(annotations);
}

/** Where the lines belong, as a comment above them, whatever the place is called. */
export function placed(place: string, lines: string): string {
  return `# ${place.replace(/\s+/g, ' ')}\n${lines}`;
}

/** Whether the labels of a workload can be set where the scan would see them. */
export function isLabelable({ kind, owner }: Workload): boolean {
  // An operator takes back what its custom resource does not say.
  return (
    !owner &&
    (Object.hasOwn(TEMPLATE_LABELS, kind) || OWN_LABELS_ONLY.includes(kind))
  );
}

/** The labels of a workload once the id is set. */
export function withId(workload: Workload, id: string) {
  const added = { [ENTITY_ANNOTATIONS.id]: id };
  return {
    namespace: workload.namespace,
    labels: { ...workload.labels, ...added },
    ...(workload.template && {
      template: { labels: { ...workload.template.labels, ...added } },
    }),
  };
}

/** The part of a workload's manifest that sets its id on controller and pods. */
export function labelManifest(workload: Workload, id: string): string {
  const { kind, namespace, name, fixRoot } = workload;
  const labels = { [ENTITY_ANNOTATIONS.id]: id };
  const template = TEMPLATE_LABELS[kind]?.(labels);
  const by =
    fixRoot.type === 'gitops' || fixRoot.type === 'helm'
      ? `, made by ${fixRoot.title}`
      : '';
  return placed(
    `${kind} ${namespace}/${name}${by}`,
    yaml({ metadata: { labels }, ...(template && { spec: template }) }),
  );
}
