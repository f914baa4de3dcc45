import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  daemonSet,
  deployment,
  livePod,
  podSpec,
} from '../__fixtures__/objects';
import { probesGate as check } from './probes';

type Fields = Readonly<Record<string, unknown>>;

export const service = (spec: Fields = {}, name = 'app'): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: {
    selector: { app: 'app' },
    ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    ...spec,
  },
});

const PORTS = { ports: [{ name: 'http', containerPort: 8080 }] };
export const ready = {
  readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
};
const asks = (path: string, rest: Fields = {}) => ({
  httpGet: { path, port: 'http' },
  ...rest,
});

/** A container that listens on `http`. */
export const web = (parts: Fields = {}) => container({ ...PORTS, ...parts });
export const running = (...containers: readonly Fields[]) =>
  deployment(podSpec({ containers }));

const numbered = service({ ports: [{ port: 80, targetPort: 8080 }] });
const peers = service(
  { clusterIP: 'None', publishNotReadyAddresses: true },
  'peers',
);

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes readiness without liveness',
    objects: [running(web(ready)), service()],
    state: 'pass',
    codes: ['gated'],
  },
  {
    it: 'passes by the number of a port',
    objects: [running(web(ready)), numbered],
    state: 'pass',
  },
  {
    it: 'passes liveness that asks something else',
    objects: [
      running(web({ ...ready, livenessProbe: asks('/livez') })),
      service(),
    ],
    state: 'pass',
  },
  {
    it: 'warns of a path that tells of dependencies, though it waits longer',
    objects: [
      running(
        web({
          ...ready,
          livenessProbe: asks('/ready', { failureThreshold: 9 }),
        }),
      ),
      service(),
    ],
    state: 'warn',
    codes: ['liveness-checks-dependencies'],
    without: ['liveness-is-readiness'],
  },
  {
    it: 'passes the same path of the process when liveness waits longer',
    objects: [
      running(
        web({
          readinessProbe: asks('/healthz'),
          livenessProbe: asks('/healthz', { periodSeconds: 20 }),
        }),
      ),
      service(),
    ],
    state: 'pass',
  },
  {
    it: 'warns of liveness that is readiness',
    objects: [
      running(
        web({
          readinessProbe: asks('/healthz'),
          livenessProbe: asks('/healthz'),
        }),
      ),
      service(),
    ],
    state: 'warn',
    codes: ['liveness-is-readiness'],
    without: ['liveness-checks-dependencies'],
  },
  ...[
    '/health/ready',
    '/health/full',
    '/healthz?full=true',
    '/deps',
    '/isReady',
    '/readyz?verbose',
  ].map(path => ({
    it: `warns of liveness that asks ${path}`,
    objects: [
      running(
        web({
          readinessProbe: asks('/up'),
          livenessProbe: asks(path),
        }),
      ),
      service(),
    ],
    state: 'warn' as const,
    codes: ['liveness-checks-dependencies'],
  })),
  ...['/fulfilment/livez', '/already', '/livez'].map(path => ({
    it: `passes liveness that asks ${path}`,
    objects: [
      running(web({ readinessProbe: asks('/up'), livenessProbe: asks(path) })),
      service(),
    ],
    state: 'pass' as const,
  })),
  {
    it: 'fails a container behind a Service without readiness',
    objects: [running(web()), service()],
    state: 'fail',
    codes: ['no-readiness'],
  },
  {
    it: 'takes a startup probe for no readiness',
    objects: [running(web({ startupProbe: asks('/ready') })), service()],
    state: 'fail',
    codes: ['no-readiness'],
  },
  {
    it: 'asks nothing of a sidecar that no Service reaches',
    objects: [running(web(ready), container({ name: 'logs' })), service()],
    state: 'pass',
  },
  {
    it: 'asks it of a native sidecar that one does reach',
    objects: [
      deployment(
        podSpec({
          containers: [container()],
          initContainers: [web({ name: 'proxy', restartPolicy: 'Always' })],
        }),
      ),
      service(),
    ],
    state: 'fail',
    codes: ['no-readiness'],
  },
  {
    it: 'asks it of the proxy of Knative, which owns the port, and not of the rest',
    objects: [
      running(
        container({ name: 'user-container' }),
        web({
          name: 'queue-proxy',
          readinessProbe: { httpGet: { path: '/', port: 8012 } },
        }),
      ),
      service(),
    ],
    state: 'pass',
  },
  {
    it: 'asks nothing of what a mesh injects',
    objects: [
      running(web(ready)),
      ...livePod(
        podSpec({
          containers: [
            web(ready),
            container({
              name: 'istio-proxy',
              ports: [{ name: 'http', containerPort: 15021 }],
            }),
          ],
        }),
        { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } },
      ),
      service(),
    ],
    subject: 'app',
    state: 'pass',
  },
  {
    it: 'is not misled by the container in a path that Istio rewrote',
    objects: [
      running(
        web({
          readinessProbe: asks('/app-health/ready/readyz'),
          livenessProbe: asks('/app-health/ready/livez'),
        }),
      ),
      service(),
    ],
    state: 'pass',
  },
  {
    it: 'lays an undeclared port on the only container',
    objects: [running(container()), numbered],
    state: 'fail',
    codes: ['no-readiness'],
  },
  {
    it: 'is unknown which of several listens on an undeclared port',
    objects: [running(container(ready), container({ name: 'b' })), numbered],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'fails where none of them is asked',
    objects: [running(container(), container({ name: 'b' })), numbered],
    state: 'fail',
  },
  {
    it: 'is not applicable to the discovery of peers',
    objects: [running(web()), peers],
    state: 'na',
    codes: ['peer-discovery'],
  },
  {
    it: 'judges by another Service beside it',
    objects: [running(web()), peers, service()],
    state: 'fail',
  },
  {
    it: 'is not applicable where no port leads to it',
    objects: [
      running(web()),
      service({ ports: [{ port: 80, targetPort: 'grpc' }] }),
    ],
    state: 'na',
    codes: ['no-service-port'],
  },
  {
    it: 'is unknown where Services cannot be read',
    objects: [running(web(ready)), service()],
    options: { forbidden: ['services'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const probesCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));

export const agent = daemonSet(podSpec({ containers: [web()] }), {
  name: 'agent',
  namespace: 'shop',
});
