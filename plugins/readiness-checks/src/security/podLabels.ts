import type {
  NamespaceObject,
  PodTemplate,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Label, LabelLookup } from './truth';

/** Labels that controllers, injectors and the scheduler add to pods. */
const ADDED =
  /^(pod-template-hash|rollouts-pod-template-hash|controller-revision-hash|controller-uid|job-name|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/.+|topology\.kubernetes\.io\/.+|linkerd\.io\/.+|([a-z]+\.)?istio\.io\/.+)$/;

/** A pod as selectors of the different policies see it. */
export interface SelectablePod {
  template: PodTemplate;
  /** The template is that of a live pod, with all its labels. */
  live: boolean;
  namespace: NamespaceObject;
}

const known = (value: string | undefined): Label => ({ known: true, value });
const UNKNOWN: Label = { known: false };

const serviceAccount = ({ template }: SelectablePod) =>
  template.serviceAccountName ?? 'default';

/** Its own labels; of those that are added later nothing is known. */
export const podLabels =
  ({ template, live }: SelectablePod): LabelLookup =>
  key =>
    Object.hasOwn(template.labels, key) || live || !ADDED.test(key)
      ? known(template.labels[key])
      : UNKNOWN;

export const namespaceLabels =
  ({ namespace }: SelectablePod): LabelLookup =>
  key =>
    known(
      key === 'projectcalico.org/name' ? namespace.name : namespace.labels[key],
    );

/** With what Calico adds to the labels of a pod. */
export const calicoPodLabels =
  (pod: SelectablePod): LabelLookup =>
  key => {
    switch (key) {
      case 'projectcalico.org/namespace':
        return known(pod.namespace.name);
      case 'projectcalico.org/orchestrator':
        return known('k8s');
      case 'projectcalico.org/serviceaccount':
        return known(serviceAccount(pod));
      default:
        return podLabels(pod)(key);
    }
  };

/** Of a ServiceAccount only the name is known. */
export const calicoAccountLabels =
  (pod: SelectablePod): LabelLookup =>
  key =>
    key === 'projectcalico.org/name' ? known(serviceAccount(pod)) : UNKNOWN;

const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/** With what Cilium adds to the labels of a pod, under the names of its sources. */
export const ciliumLabels =
  (pod: SelectablePod): LabelLookup =>
  written => {
    const key = written.replace(/^(k8s|any):/, '');
    if (key.startsWith(NAMESPACE_LABELS)) {
      return known(pod.namespace.labels[key.slice(NAMESPACE_LABELS.length)]);
    }
    switch (key) {
      case 'io.kubernetes.pod.namespace':
        return known(pod.namespace.name);
      case 'io.cilium.k8s.policy.serviceaccount':
        return known(serviceAccount(pod));
      default:
        return /^[a-z0-9-]+:|^io\.cilium\./.test(key)
          ? UNKNOWN
          : podLabels(pod)(key);
    }
  };
