import { type JsonObject, asObject, isObject, objectsOf } from '../json';

const CONTAINER_LISTS = ['initContainers', 'containers'] as const;

/** The defaults that the API server writes into every pod template. */
export function defaultPodSpec(spec: unknown): JsonObject {
  const given = asObject(spec);
  const result: JsonObject = {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...given,
  };
  if (typeof given.serviceAccountName === 'string') {
    result.serviceAccount = given.serviceAccountName;
  }
  return mapContainers(result, defaultContainer);
}

/** Applies a change to all containers, init containers first. */
export function mapContainers(
  spec: JsonObject,
  change: (container: JsonObject, init: boolean) => JsonObject,
): JsonObject {
  const result = { ...spec };
  for (const list of CONTAINER_LISTS) {
    const containers = result[list];
    if (Array.isArray(containers)) {
      result[list] = containers.map(container =>
        isObject(container)
          ? change(container, list === 'initContainers')
          : container,
      );
    }
  }
  return result;
}

function defaultContainer(container: JsonObject): JsonObject {
  const image = String(container.image ?? '');
  const pinned = /@sha256:|:(?!latest$)[^/:]+$/.test(image);
  return {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pinned ? 'IfNotPresent' : 'Always',
    ...container,
    ...(Array.isArray(container.ports) && {
      ports: container.ports.map(port =>
        isObject(port) ? { protocol: 'TCP', ...port } : port,
      ),
    }),
  };
}

/** A pod, unlike a template, gets requests from its limits. */
export function requestsFromLimits(spec: JsonObject): JsonObject {
  return mapContainers(spec, container => {
    const resources = asObject(container.resources);
    const limits = asObject(resources.limits);
    if (Object.keys(limits).length === 0) return container;
    const requests = { ...limits, ...asObject(resources.requests) };
    return { ...container, resources: { ...resources, requests } };
  });
}

/** The containers that run as long as the pod: main ones and sidecars. */
export function runningContainers(spec: JsonObject): JsonObject[] {
  return [
    ...objectsOf(spec.initContainers).filter(
      container => container.restartPolicy === 'Always',
    ),
    ...objectsOf(spec.containers),
  ];
}
