import type { Workload } from '@readiness/backstage-plugin-readiness-engine';
import { parse } from 'yaml';
import { workloadRemediation, type PodChange } from './workloadRemediation';

function workload(parts: Partial<Workload> = {}): Workload {
  return {
    subject: { type: 'workload', kind: 'Deployment', name: 'app' },
    namespace: 'shop',
    name: 'app',
    kind: 'Deployment',
    apiGroup: 'apps',
    labels: {},
    annotations: {},
    classes: new Set(['service']),
    live: {
      pods: 1,
      ready: 1,
      injected: [],
      ephemeral: [],
      limitRanged: [],
      nodes: [],
      images: [],
      waiting: [],
      revisions: [],
    },
    liveKnown: true,
    facts: {},
    rollup: 'full',
    fixRoot: { type: 'controller', key: 'k', title: 'Deployment shop/app' },
    claims: [],
    services: [],
    selectedBy: [],
    exposed: false,
    ...parts,
  };
}

const change: PodChange = {
  topic: 'security',
  summary: 'Harden it.',
  spec: { hostNetwork: false },
  containers: [{ name: 'app', role: 'main', fields: { x: 1 } }],
};

const inPod = {
  hostNetwork: false,
  containers: [{ name: 'app', x: 1 }],
};

describe('workloadRemediation', () => {
  it.each([
    ['Deployment', 'apps', { spec: { template: { spec: inPod } } }],
    ['DaemonSet', 'apps', { spec: { template: { spec: inPod } } }],
    [
      'CronJob',
      'batch',
      { spec: { jobTemplate: { spec: { template: { spec: inPod } } } } },
    ],
    ['Pod', '', { spec: inPod }],
  ])('patches the template of a %s', (kind, apiGroup, expected) => {
    const { type, content, target } = workloadRemediation(
      workload({ kind, apiGroup }),
      change,
    );
    expect(type).toBe('patch');
    expect(target).toMatchObject({ kind, namespace: 'shop', name: 'app' });
    expect(parse(content)).toEqual(expected);
  });

  it.each([
    [
      'Deployment',
      { spec: { template: { metadata: { labels: { team: 'web' } } } } },
    ],
    [
      'CronJob',
      {
        spec: {
          jobTemplate: {
            spec: { template: { metadata: { labels: { team: 'web' } } } },
          },
        },
      },
    ],
    ['Pod', { metadata: { labels: { team: 'web' } } }],
  ])('labels the pods of a %s', (kind, expected) => {
    const { content } = workloadRemediation(workload({ kind }), {
      topic: 'labels',
      summary: 'Label them.',
      labels: { team: 'web' },
    });
    expect(parse(content)).toEqual(expected);
  });

  const twice = {
    topic: 'replicas',
    summary: 'Run two.',
    controller: { replicas: 2 },
  } as const;

  it('changes the controller beside its template', () => {
    const { content } = workloadRemediation(workload(), {
      ...twice,
      spec: { priorityClassName: 'high' },
    });
    expect(parse(content)).toEqual({
      spec: {
        replicas: 2,
        template: { spec: { priorityClassName: 'high' } },
      },
    });
  });

  it.each([
    ['kafka.strimzi.io/v1beta2', 'Kafka', { kafka: { replicas: 2 } }],
    ['postgresql.cnpg.io/v1', 'Cluster', { instances: 2 }],
  ])('asks %s for replicas where its resource has them', (...row) => {
    const [apiVersion, kind, spec] = row;
    const owner = { apiVersion, kind, name: 'main' };
    const { content, type } = workloadRemediation(workload({ owner }), twice);
    expect(type).toBe('patch');
    expect(parse(content)).toEqual({ spec });
  });

  it('names the list of an operator that no patch can go into', () => {
    const owner = {
      apiVersion: 'elasticsearch.k8s.elastic.co/v1',
      kind: 'Elasticsearch',
      name: 'main',
    };
    const { content, type } = workloadRemediation(workload({ owner }), twice);
    expect(type).toBe('steps');
    expect(content).toContain('spec.nodeSets[].count');
  });

  it('keeps sidecars among the init containers', () => {
    const { content } = workloadRemediation(workload(), {
      ...change,
      containers: [{ name: 'mesh', role: 'sidecar', fields: { x: 1 } }],
    });
    expect(parse(content).spec.template.spec.initContainers).toEqual([
      { name: 'mesh', x: 1 },
    ]);
  });

  it.each([
    ['Pod', /delete the pod/],
    ['Job', /cannot be changed/],
    ['Rollout', /replace the whole list/],
  ])('says what is special about a %s', (kind, expected) => {
    expect(workloadRemediation(workload({ kind }), change).note).toMatch(
      expected,
    );
  });

  it.each([
    ['gitops', /next sync undoes/],
    ['helm', /next upgrade undoes/],
  ] as const)('says what %s does to a live change', (type, expected) => {
    const fixRoot = { type, key: 'k', title: 'application shop' };
    expect(workloadRemediation(workload({ fixRoot }), change).note).toMatch(
      expected,
    );
  });

  it('trap 2: names the field of the custom resource that an operator reads', () => {
    const remediation = workloadRemediation(
      workload({
        kind: 'StatefulSet',
        name: 'prometheus-k8s',
        owner: {
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'Prometheus',
          name: 'k8s',
        },
      }),
      change,
    );
    expect(remediation.type).toBe('steps');
    expect(remediation.target).toMatchObject({
      kind: 'Prometheus',
      name: 'k8s',
    });
    expect(remediation.content).toContain('spec.securityContext');
    expect(remediation.note).toContain('reverts a change of the StatefulSet');
  });

  it('helps with a custom resource that nobody listed', () => {
    const remediation = workloadRemediation(
      workload({ kind: 'Widget', apiGroup: 'acme.io' }),
      change,
    );
    expect(remediation.type).toBe('steps');
    expect(remediation.content).toContain('kubectl explain widget.spec');
  });

  it('is a list of steps where no patch can say it', () => {
    const remediation = workloadRemediation(workload(), {
      topic: 'security',
      summary: 'Remove it.',
      byHand: ['Remove hostPort 80.'],
    });
    expect(remediation).toMatchObject({
      type: 'steps',
      content: 'Remove hostPort 80.',
    });
  });
});
