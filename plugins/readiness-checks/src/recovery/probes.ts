import {
  defineCheck,
  found,
  na,
  pass,
  undecidable,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  Container,
  JudgedSubjects,
  Judgement,
  Occurrence,
  Probe,
  ServiceObject,
  ServicePort,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  addReadiness,
  loosenLiveness,
  narrowLiveness,
} from './probeRemediation';

const reads = workloads({ services: true });

type Subject = JudgedSubjects['workload'];

/** Through it peers find each other; nothing is balanced over it. */
const isPeerDiscovery = ({ headless, publishesNotReady }: ServiceObject) =>
  headless && publishesNotReady;

interface Backed {
  service: ServiceObject;
  port: ServicePort;
  /** Those that may own the port; more than one where none declares it. */
  owners: readonly Container[];
}

const serving = ({ template }: Workload): readonly Container[] =>
  (template?.containers ?? []).filter(
    ({ role }) => role === 'main' || role === 'sidecar',
  );

/**
 * The containers behind a port of a Service. A named port that no container
 * has leads nowhere. A number need not be declared: then any may listen on it.
 */
function ownersOf(
  { targetPort }: ServicePort,
  containers: readonly Container[],
): readonly Container[] {
  const declared = containers.filter(({ ports }) =>
    ports.some(
      ({ name, port }) => name === targetPort || String(port) === targetPort,
    ),
  );
  if (declared.length > 0 || !/^\d+$/.test(targetPort)) return declared;
  return containers.filter(({ role }) => role === 'main');
}

function backedPorts(workload: Workload): readonly Backed[] {
  const containers = serving(workload);
  return workload.selectedBy
    .filter(service => !isPeerDiscovery(service))
    .flatMap(service =>
      service.ports.map(port => ({
        service,
        port,
        owners: ownersOf(port, containers),
      })),
    )
    .filter(({ owners }) => owners.length > 0);
}

/** Until the kubelet acts on it. */
const patience = ({ periodSeconds, failureThreshold }: Probe) =>
  periodSeconds * failureThreshold;

/** Asks the same as readiness, and kills no later than readiness takes out. */
function isIdentical({ readiness, liveness }: Container['probes']): boolean {
  return (
    readiness !== undefined &&
    liveness !== undefined &&
    readiness.fingerprint === liveness.fingerprint &&
    patience(liveness) <= patience(readiness)
  );
}

/** Istio asks its agent, under a path that names the container. */
const REWRITTEN = /^\/app-health\/[^/]+\//;
const DEPENDENCY_WORDS = /^(ready|readyz|readiness|deps|dependencies|full)$/i;

/** The word of a liveness path that tells that it looks at more than the process. */
function dependencyWord(probe: Probe | undefined): string | undefined {
  const asked = [
    probe?.path?.replace(REWRITTEN, '/') ?? '',
    ...(probe?.query ?? []),
  ];
  return asked
    .flatMap(text => text.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/))
    .find(word => DEPENDENCY_WORDS.test(word));
}

function withoutReadiness(
  workload: Workload,
  container: Container,
  backed: readonly Backed[],
): Occurrence {
  const named = backed
    .map(
      ({ service, port }) =>
        `${service.name}:${port.port} (${port.targetPort})`,
    )
    .join(', ');
  return {
    state: 'fail',
    discriminator: container.name,
    reasons: [
      {
        code: 'no-readiness',
        message: `Service ${named} sends traffic to container ${container.name} as soon as it has started: it has no readiness probe.`,
        container: container.name,
        field: 'readinessProbe',
      },
    ],
    remediation: addReadiness(workload, container, backed[0].port),
  };
}

function livenessFaults(
  workload: Workload,
  container: Container,
): readonly Occurrence[] {
  const { name, probes } = container;
  const word = dependencyWord(probes.liveness);
  const identical = isIdentical(probes);
  if (!identical && word === undefined) return [];
  return [
    {
      state: 'warn',
      discriminator: `${name}/liveness`,
      reasons: [
        ...(identical
          ? [
              {
                code: 'liveness-is-readiness',
                message: `Liveness of ${name} asks the same as readiness and waits no longer: what should take it out of traffic for a while restarts it.`,
                container: name,
                field: 'livenessProbe',
              },
            ]
          : []),
        ...(word !== undefined
          ? [
              {
                code: 'liveness-checks-dependencies',
                message: `Liveness of ${name} asks ${
                  probes.liveness?.path ?? ''
                }: "${word}" tells of dependencies, and when one is down, all replicas restart.`,
                container: name,
                field: 'livenessProbe.httpGet.path',
              },
            ]
          : []),
      ],
      remediation:
        word === undefined
          ? loosenLiveness(workload, container)
          : narrowLiveness(workload, container),
    },
  ];
}

export function judgeProbes({ workload }: Subject): Judgement {
  if (!workload.template) return undecidable('template');
  if (workload.selectedBy.every(isPeerDiscovery)) {
    return na(
      'peer-discovery',
      'Only headless Services select it, through which its peers find each other.',
    );
  }
  const backed = backedPorts(workload);
  const missing = (container: Container) => !container.probes.readiness;
  const sure = backed.filter(({ owners }) => owners.length === 1);
  const unsure = backed.filter(
    ({ owners }) => owners.length > 1 && owners.some(missing),
  );
  const bare = serving(workload).flatMap(container => {
    const through = sure.filter(({ owners }) => owners.includes(container));
    return missing(container) && through.length > 0
      ? [withoutReadiness(workload, container, through)]
      : [];
  });
  if (bare.length === 0 && unsure.length > 0) {
    // All of them lack it: whichever listens, it is not asked.
    const none = unsure.find(({ owners }) => owners.every(missing));
    if (!none) {
      const { service, port } = unsure[0];
      return undecidable(
        'ports',
        `No container declares port ${port.targetPort} of Service ${service.name}, and not all have a readiness probe.`,
      );
    }
    bare.push(withoutReadiness(workload, none.owners[0], [none]));
  }
  const occurrences = [
    ...bare,
    ...serving(workload).flatMap(container =>
      livenessFaults(workload, container),
    ),
  ];
  if (backed.length === 0 && occurrences.length === 0) {
    return na(
      'no-service-port',
      'No port of the Services that select it leads to one of its containers.',
    );
  }
  return occurrences.length > 0
    ? found(occurrences)
    : pass({
        code: 'gated',
        message: 'Every container behind a Service has a readiness probe.',
      });
}

export const probesGate = defineCheck({
  id: 'rec-probes',
  title: 'Readiness gates traffic; liveness cannot kill the fleet',
  dimension: 'recovery',
  control: 'R4',
  scope: { types: ['workload'], classes: ['service'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'S',
  fixKey: 'probes',
  gate: 'configured',
  reads,
  texts: {
    why: 'Without a readiness probe a pod gets traffic before it can answer, at every rollout and every restart. A liveness probe that looks at dependencies restarts all replicas when one of those is down.',
    rules: {
      pass: 'Every container that owns a port of a Service has a readiness probe; liveness is absent, asks something else, or waits longer.',
      warn: 'Liveness asks the same as readiness and waits no longer; or its path or query has the word ready, deps or full in it.',
      fail: 'A container behind a Service has no readiness probe.',
      na: 'Only headless Services for the discovery of peers select it; or none of their ports leads to a container. Workers, batch and DaemonSets are not judged.',
      unknown:
        'Services or the template cannot be read; or several containers could own a port that none declares, and not all have a readiness probe.',
    },
    traps: [
      'Liveness is not demanded: a careless one does more harm than none.',
      'Sidecars without a port of a Service need no readiness probe; containers that a mesh injects are its own.',
      'Istio rewrites probes to /app-health/<container>/…; Knative puts the probe on its queue-proxy, which owns the port.',
      'A container may listen on a port that it does not declare.',
    ],
    fix: '`readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 5}`',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
  },
  judge: judgeProbes,
});
