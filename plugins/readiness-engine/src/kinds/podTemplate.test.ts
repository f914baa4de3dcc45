import type { Container, PodTemplate } from '../inventory/Workload';
import { podTemplate } from './podTemplate';

const CANARY = 'CANARY-value-9b2e';

const templateOf = (spec: object, annotations: object = {}): PodTemplate =>
  podTemplate({ annotations }, spec);

const containerOf = (fields: object): Container =>
  templateOf({ containers: [{ name: 'app', ...fields }] }).containers[0];

describe('probes of a container', () => {
  const httpProbe = (parts: object) =>
    containerOf({ readinessProbe: { httpGet: { path: '/ready', ...parts } } })
      .probes.readiness;

  it('are those that it has, with the timings of the API', () => {
    expect(
      containerOf({
        readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 3 },
        startupProbe: {},
      }).probes,
    ).toEqual({
      readiness: {
        action: 'tcpSocket',
        path: undefined,
        query: [],
        port: 'http',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        initialDelaySeconds: 0,
        periodSeconds: 3,
        timeoutSeconds: 1,
        failureThreshold: 3,
      },
    });
  });

  it('have a path without its query', () => {
    const probe = httpProbe({ path: `/ready?token=${CANARY}`, port: 8080 });
    expect(probe).toMatchObject({
      path: '/ready',
      query: ['token'],
      port: '8080',
    });
    expect(JSON.stringify(probe)).not.toContain(CANARY);
  });

  it('never hold a command', () => {
    const { probes } = containerOf({
      livenessProbe: { exec: { command: ['sh', '-c', CANARY] } },
      readinessProbe: {
        httpGet: {
          path: '/',
          httpHeaders: [{ name: 'Authorization', value: CANARY }],
        },
      },
    });
    expect(probes.liveness?.action).toBe('exec');
    expect(JSON.stringify(probes)).not.toContain(CANARY);
  });

  it('are alike by what they ask and not by when', () => {
    const asked = (command: string, periodSeconds: number) =>
      containerOf({
        livenessProbe: { exec: { command: [command] }, periodSeconds },
      }).probes.liveness?.fingerprint;
    expect(asked('true', 5)).toBe(asked('true', 60));
    expect(asked('true', 5)).not.toBe(asked('false', 5));
    const cookie = (value: string) =>
      httpProbe({ httpHeaders: [{ name: 'Cookie', value }] })?.fingerprint;
    expect(cookie('a')).toBe(cookie('b'));
    expect(httpProbe({ port: 1 })?.fingerprint).not.toBe(
      httpProbe({ port: 2 })?.fingerprint,
    );
  });

  it('of an action that is not known are probes all the same', () => {
    expect(
      containerOf({ livenessProbe: { wasm: {}, periodSeconds: 5 } }).probes
        .liveness,
    ).toMatchObject({ action: 'unknown', periodSeconds: 5 });
  });
});

describe('secrets of a pod', () => {
  it('are named where they become environment', () => {
    expect(
      containerOf({
        env: [
          { name: 'PLAIN', value: CANARY },
          {
            name: 'PASSWORD',
            valueFrom: { secretKeyRef: { name: 'db', key: 'password' } },
          },
          {
            name: 'TOKEN',
            valueFrom: {
              secretKeyRef: { name: 'api', key: 'token', optional: true },
            },
          },
          {
            name: 'MODE',
            valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode' } },
          },
        ],
        envFrom: [
          { secretRef: { name: 'all' } },
          { configMapRef: { name: 'settings' } },
        ],
      }).secretEnv,
    ).toEqual([
      { secret: 'db', via: 'env', variable: 'PASSWORD', optional: false },
      { secret: 'api', via: 'env', variable: 'TOKEN', optional: true },
      { secret: 'all', via: 'envFrom', optional: false },
    ]);
  });

  it('are named where they are mounted or pull images', () => {
    const { volumes, imagePullSecrets } = templateOf({
      imagePullSecrets: [{ name: 'registry' }, {}],
      volumes: [
        { name: 'tls', secret: { secretName: 'tls', optional: true } },
        {
          name: 'both',
          projected: {
            sources: [
              { serviceAccountToken: { path: 'token' } },
              { secret: { name: 'a' } },
              { secret: { name: 'b' } },
            ],
          },
        },
        {
          name: 'vault',
          csi: {
            driver: 'secrets-store.csi.k8s.io',
            volumeAttributes: { secretProviderClass: 'db', other: CANARY },
          },
        },
        { name: 'tmp', emptyDir: {} },
      ],
    });
    expect(imagePullSecrets).toEqual(['registry']);
    expect(volumes.map(({ secrets }) => secrets)).toEqual([
      [{ name: 'tls', optional: true }],
      [
        { name: 'a', optional: false },
        { name: 'b', optional: false },
      ],
      [],
      [],
    ]);
    expect(volumes[2]).toMatchObject({
      csiDriver: 'secrets-store.csi.k8s.io',
      secretProviderClass: 'db',
    });
    expect(JSON.stringify(volumes)).not.toContain(CANARY);
  });
});

describe('ports of a container', () => {
  it('are TCP unless they say otherwise', () => {
    expect(
      containerOf({
        ports: [
          { name: 'http', containerPort: 8080 },
          { containerPort: '53', protocol: 'UDP' },
          { name: 'none' },
        ],
      }).ports,
    ).toEqual([
      { name: 'http', port: 8080, protocol: 'TCP' },
      { name: undefined, port: 53, protocol: 'UDP' },
    ]);
  });
});

describe('placement of a pod', () => {
  const selector = { matchLabels: { app: 'cart' } };

  it('says how pods are kept apart, and whether that binds', () => {
    expect(
      templateOf({
        topologySpreadConstraints: [
          {
            topologyKey: 'topology.kubernetes.io/zone',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: selector,
          },
          { topologyKey: 'host', whenUnsatisfiable: 'ScheduleAnyway' },
        ],
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'host', labelSelector: selector },
            ],
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 1,
                podAffinityTerm: {
                  topologyKey: 'zone',
                  labelSelector: selector,
                },
              },
            ],
          },
        },
      }).spread,
    ).toEqual([
      {
        type: 'topologySpread',
        topologyKey: 'topology.kubernetes.io/zone',
        required: true,
        selector,
      },
      {
        type: 'topologySpread',
        topologyKey: 'host',
        required: false,
        selector: undefined,
      },
      {
        type: 'podAntiAffinity',
        topologyKey: 'host',
        required: true,
        selector,
      },
      {
        type: 'podAntiAffinity',
        topologyKey: 'zone',
        required: false,
        selector,
      },
    ]);
  });

  it('says which nodes are asked for and which taints are tolerated', () => {
    expect(
      templateOf({
        nodeSelector: { pool: 'spot' },
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    { key: 'arch', operator: 'In', values: ['amd64', 'arm64'] },
                    { key: 'gpu', operator: 'DoesNotExist' },
                  ],
                },
              ],
            },
          },
        },
        tolerations: [
          { operator: 'Exists' },
          { key: 'spot', value: 'true', effect: 'NoSchedule' },
        ],
      }),
    ).toMatchObject({
      nodeSelector: { pool: 'spot' },
      nodeAffinity: [
        [
          { key: 'arch', operator: 'In', values: ['amd64', 'arm64'] },
          { key: 'gpu', operator: 'DoesNotExist', values: [] },
        ],
      ],
      tolerations: [
        { operator: 'Exists' },
        {
          key: 'spot',
          operator: 'Equal',
          value: 'true',
          effect: 'NoSchedule',
        },
      ],
    });
  });
});

describe('annotations of a pod', () => {
  it('keep what scraping and people say, and marks without their value', () => {
    expect(
      templateOf(
        {},
        {
          'prometheus.io/scrape': 'true',
          'readiness.io/metrics': 'none',
          'vault.hashicorp.com/agent-inject': 'true',
          'vault.hashicorp.com/agent-inject-status': CANARY,
          'vault.hashicorp.com/agent-inject-secret-db': CANARY,
          note: CANARY,
        },
      ).annotations,
    ).toEqual({
      'prometheus.io/scrape': 'true',
      'readiness.io/metrics': 'none',
      'vault.hashicorp.com/agent-inject': 'true',
      'vault.hashicorp.com/agent-inject-status': 'present',
    });
  });
});

describe('what admission tells apart', () => {
  it('is a profile that names no type from no profile', () => {
    const { securityContext } = containerOf({
      securityContext: { seccompProfile: {}, procMount: '' },
    });
    expect(securityContext).toMatchObject({
      seccompProfile: '',
      appArmorProfile: undefined,
      procMount: '',
    });
  });

  it('is a volume source that is null from one that is set', () => {
    const { volumes } = templateOf({
      volumes: [{ name: 'data', hostPath: null, secret: {} }],
    });
    expect(volumes).toMatchObject([{ name: 'data', type: 'secret' }]);
  });

  it('is the seccomp profile of annotations', () => {
    const key = 'seccomp.security.alpha.kubernetes.io/pod';
    expect(templateOf({}, { [key]: 'unconfined' }).annotations).toEqual({
      [key]: 'unconfined',
    });
  });
});
