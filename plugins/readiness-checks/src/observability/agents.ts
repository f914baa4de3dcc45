import type { Workload } from '@readiness/backstage-plugin-readiness-engine';
import { parseImage } from '../imageReference';

/** What a program of an observability stack does. */
type Role = 'metrics' | 'logs' | 'traces';

/** A program that is known by its image (`catalogue/00` §0.8). */
export interface Agent {
  /** What people call it. */
  title: string;
  roles: readonly Role[];
  /** Last parts of its repository, e.g. `grafana/alloy`. */
  images: readonly string[];
  /** It speaks to a product that no adapter reads. */
  vendor?: true;
  /** It does its role only if its configuration, which is not read, says so. */
  configured?: true;
  /** ISO date since which its maker mends nothing any more. */
  endOfLife?: string;
}

const AGENTS: readonly Agent[] = [
  { title: 'Prometheus', roles: ['metrics'], images: ['prometheus'] },
  {
    title: 'VictoriaMetrics',
    roles: ['metrics'],
    images: ['vmagent', 'victoria-metrics', 'vmstorage'],
  },
  {
    title: 'Grafana Alloy',
    roles: ['metrics', 'logs', 'traces'],
    images: ['grafana/alloy'],
    configured: true,
  },
  {
    title: 'Grafana Agent',
    roles: ['metrics', 'logs', 'traces'],
    images: ['grafana/agent'],
    configured: true,
    endOfLife: '2025-11-01',
  },
  {
    title: 'Promtail',
    roles: ['logs'],
    images: ['grafana/promtail'],
    endOfLife: '2026-03-02',
  },
  {
    title: 'Fluent Bit',
    roles: ['logs'],
    images: ['fluent-bit', 'aws-for-fluent-bit', 'fluentbit-gke'],
  },
  {
    title: 'Fluentd',
    roles: ['logs'],
    images: ['fluentd', 'fluentd-kubernetes-daemonset'],
  },
  {
    title: 'Vector',
    roles: ['logs'],
    images: ['timberio/vector', 'vectordotdev/vector'],
  },
  { title: 'Filebeat', roles: ['logs'], images: ['filebeat'] },
  {
    title: 'Elastic Agent',
    roles: ['logs', 'metrics', 'traces'],
    images: ['elastic-agent', 'elastic-agent-complete'],
    configured: true,
  },
  {
    title: 'Azure Monitor agent',
    roles: ['logs'],
    images: ['ciprod', 'ama-logs'],
    vendor: true,
  },
  {
    title: 'CloudWatch agent',
    roles: ['metrics', 'traces'],
    images: ['cloudwatch-agent'],
    vendor: true,
  },
  {
    title: 'Datadog',
    roles: ['metrics', 'logs', 'traces'],
    images: ['datadog/agent', 'datadoghq/agent', 'datadog-agent'],
    vendor: true,
  },
  {
    title: 'Dynatrace',
    roles: ['metrics', 'logs', 'traces'],
    images: [
      'dynatrace-oneagent',
      'dynatrace-operator',
      'oneagent',
      'dynatrace-codemodules',
    ],
    vendor: true,
  },
  {
    title: 'New Relic',
    roles: ['metrics', 'logs', 'traces'],
    images: [
      'newrelic-infrastructure',
      'infrastructure-bundle',
      'newrelic-kubernetes',
    ],
    vendor: true,
  },
  {
    title: 'Splunk OpenTelemetry collector',
    roles: ['metrics', 'logs', 'traces'],
    images: ['splunk-otel-collector'],
    vendor: true,
  },
  {
    title: 'OpenTelemetry collector',
    roles: ['metrics', 'logs', 'traces'],
    images: [
      'opentelemetry-collector',
      'opentelemetry-collector-contrib',
      'opentelemetry-collector-k8s',
    ],
    configured: true,
  },
  { title: 'Tempo', roles: ['traces'], images: ['grafana/tempo'] },
  {
    title: 'Jaeger',
    roles: ['traces'],
    images: [
      'jaegertracing/all-in-one',
      'jaeger-collector',
      'jaegertracing/jaeger',
    ],
  },
  { title: 'Zipkin', roles: ['traces'], images: ['openzipkin/zipkin'] },
];

/** Whether the repository ends in these parts. */
function isNamed(repository: string, parts: string): boolean {
  return repository === parts || repository.endsWith(`/${parts}`);
}

function agentOf(image: string | undefined): Agent | undefined {
  const reference = parseImage(image);
  if (!reference) return undefined;
  return AGENTS.find(({ images }) =>
    images.some(parts => isNamed(reference.repository, parts)),
  );
}

/** A workload that runs an agent of the role, outside of its own injection. */
export interface RunningAgent {
  agent: Agent;
  workload: Workload;
}

const known = new WeakMap<
  readonly Workload[],
  Map<Role, readonly RunningAgent[]>
>();

function findAgents(
  workloads: readonly Workload[],
  role: Role,
): readonly RunningAgent[] {
  return workloads.flatMap(workload => {
    const agent = (workload.template?.containers ?? [])
      .filter(container => container.role === 'main')
      .map(({ image }) => agentOf(image))
      .find(each => each?.roles.includes(role));
    return agent ? [{ agent, workload }] : [];
  });
}

/**
 * The agents of a role among the workloads, by the images of their main
 * containers. A check that judges each workload asks for the same ones each
 * time, so they are looked for once.
 */
export function agentsIn(
  workloads: readonly Workload[],
  role: Role,
): readonly RunningAgent[] {
  const roles = known.get(workloads) ?? new Map();
  known.set(workloads, roles);
  const found = roles.get(role) ?? findAgents(workloads, role);
  roles.set(role, found);
  return found;
}

/** `DaemonSet logging/fluent-bit`. */
export const workloadTitle = ({ kind, namespace, name }: Workload) =>
  `${kind} ${namespace}/${name}`;
