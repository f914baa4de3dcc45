/**
 * Sidecar injectors by the marks they leave: an annotation or label on the pod
 * and the names of what they add (`catalogue/00` §0.1).
 */
interface Injector {
  id: string;
  /** Annotations or labels of the pod; without any the name alone tells. */
  marks: readonly string[];
  containers: RegExp;
}

const INJECTORS: readonly Injector[] = [
  {
    id: 'istio',
    marks: ['sidecar.istio.io/status'],
    containers: /^istio-(proxy|init|validation)$/,
  },
  {
    id: 'linkerd',
    marks: ['linkerd.io/proxy-version'],
    containers: /^linkerd-(proxy|init|network-validator|debug)$/,
  },
  {
    id: 'vault',
    marks: ['vault.hashicorp.com/agent-inject-status'],
    containers: /^vault-agent(-init)?$/,
  },
  {
    id: 'opentelemetry',
    marks: [],
    containers: /^(opentelemetry-auto-instrumentation.*|otc-container)$/,
  },
  {
    id: 'dapr',
    marks: ['dapr.io/sidecar-injected'],
    containers: /^daprd$/,
  },
];

/** Marks that a pod template keeps, with their value replaced. */
export const INJECTOR_ANNOTATIONS: readonly string[] = INJECTORS.flatMap(
  injector => injector.marks,
);

/** Injectors whose mark stands in these annotations or labels. */
export function injectorsOf(keys: readonly string[]): readonly string[] {
  return INJECTORS.filter(injector =>
    injector.marks.some(mark => keys.includes(mark)),
  ).map(injector => injector.id);
}

/**
 * The injector that added this container to a pod with these marks;
 * `undefined` where the mark or the name is missing.
 */
export function injectorOf(
  container: string,
  marked: readonly string[],
): string | undefined {
  return INJECTORS.find(
    injector =>
      injector.containers.test(container) &&
      (injector.marks.length === 0 || marked.includes(injector.id)),
  )?.id;
}
