import type { Workload } from '@readiness/backstage-plugin-readiness-engine';

type Labels = Readonly<Record<string, string>>;

/** Labels that name a workload and stay over releases, best first. */
const STABLE = [
  ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
  ['app.kubernetes.io/name', 'app.kubernetes.io/component'],
  ['app.kubernetes.io/name'],
  ['app.kubernetes.io/instance'],
  ['app'],
  ['k8s-app'],
  ['name'],
];

/** Written by controllers or changed by every release. */
const PASSING =
  /^(pod-template-hash|controller-revision-hash|pod-template-generation|rollouts-pod-template-hash|helm\.sh\/chart|app\.kubernetes\.io\/(version|managed-by)|version|statefulset\.kubernetes\.io\/.*|apps\.kubernetes\.io\/.*)$/;

function pick(labels: Labels, keys: readonly string[]): Labels | undefined {
  return keys.every(key => Object.hasOwn(labels, key))
    ? Object.fromEntries(keys.map(key => [key, labels[key]]))
    : undefined;
}

const carries = (labels: Labels, wanted: Labels) =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

/**
 * The fewest lasting labels that select the pods of this workload and of no
 * other in its namespace; all lasting ones where nothing less does.
 */
export function podIdentity(
  workload: Workload,
  others: readonly Workload[],
): Labels {
  const labels = workload.template?.labels ?? {};
  const neighbours = others.filter(
    other =>
      other.namespace === workload.namespace &&
      !(other.kind === workload.kind && other.name === workload.name),
  );
  const alone = STABLE.map(keys => pick(labels, keys)).find(
    candidate =>
      candidate !== undefined &&
      !neighbours.some(other =>
        carries(other.template?.labels ?? {}, candidate),
      ),
  );
  return (
    alone ??
    Object.fromEntries(
      Object.entries(labels).filter(([key]) => !PASSING.test(key)),
    )
  );
}
