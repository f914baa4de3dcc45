import { type JsonObject, objectsOf } from '../json';

const HARDENED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: 1337,
  runAsNonRoot: true,
  runAsUser: 1337,
};

/** What an admission webhook adds to the live pod, with its marks. */
export function injectSidecar(
  spec: JsonObject,
  injector: string | undefined,
): { spec: JsonObject; annotations: Record<string, string> } {
  if (injector !== 'istio') return { spec, annotations: {} };
  const image = 'registry.istio.io/release/proxyv2:1.28.1';
  return {
    spec: {
      ...spec,
      initContainers: [
        {
          name: 'istio-validation',
          image,
          resources: {
            requests: { cpu: '10m', memory: '40Mi' },
            limits: { cpu: '2', memory: '1Gi' },
          },
          securityContext: HARDENED,
        },
        ...objectsOf(spec.initContainers),
      ],
      containers: [
        ...objectsOf(spec.containers),
        {
          name: 'istio-proxy',
          image,
          ports: [{ containerPort: 15090, name: 'http-envoy-prom' }],
          // Sized by nobody: the mesh's owner has to, not two hundred teams.
          resources: { requests: { cpu: '10m', memory: '40Mi' } },
          securityContext: HARDENED,
        },
      ],
    },
    annotations: {
      'sidecar.istio.io/status':
        '{"initContainers":["istio-validation"],"containers":["istio-proxy"],"volumes":["workload-socket","istio-envoy","istio-data"],"revision":"default"}',
    },
  };
}
