import type {
  Container,
  Remediation,
  ServicePort,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import type { YamlMap } from '../toYaml';
import { workloadRemediation } from '../workloadRemediation';

/** Names of ports that speak HTTP. */
const HTTP = /^(http|https|web|h2c|metrics|admin|api)/;
const HTTP_PORTS = [80, 8000, 8080, 8081, 8443, 443, 3000, 5000, 9090];

const portValue = (port: string): string | number =>
  /^\d+$/.test(port) ? Number(port) : port;

/** How to ask the container behind a port whether it can serve. */
function question(
  container: Container,
  { name = '', targetPort }: ServicePort,
): YamlMap {
  const declared = container.ports.find(
    port => port.name === targetPort || String(port.port) === targetPort,
  );
  const names = [name, declared?.name ?? ''];
  const port = portValue(targetPort);
  const number = declared?.port ?? Number(targetPort);
  if (names.some(entry => entry.startsWith('grpc')) && number > 0) {
    return { grpc: { port: number } };
  }
  const http =
    container.probes.liveness?.action === 'httpGet' ||
    names.some(entry => HTTP.test(entry)) ||
    HTTP_PORTS.includes(number);
  return http ? { httpGet: { path: '/ready', port } } : { tcpSocket: { port } };
}

export function addReadiness(
  workload: Workload,
  container: Container,
  port: ServicePort,
): Remediation {
  const asked = question(container, port);
  return workloadRemediation(workload, {
    topic: 'probes',
    summary: `Send traffic to ${container.name} only when it says that it can serve.`,
    containers: [
      {
        name: container.name,
        role: container.role,
        fields: { readinessProbe: { ...asked, periodSeconds: 5 } },
      },
    ],
    note:
      'httpGet' in asked
        ? 'Use the path under which the application says that it can serve.'
        : undefined,
  });
}

/** Waits at least three times as long as readiness. */
export function loosenLiveness(
  workload: Workload,
  container: Container,
): Remediation {
  const { readiness, liveness } = container.probes;
  const periodSeconds = liveness?.periodSeconds ?? 10;
  const least =
    3 * (readiness?.periodSeconds ?? 10) * (readiness?.failureThreshold ?? 3);
  return workloadRemediation(workload, {
    topic: 'probes',
    summary: `Let liveness of ${container.name} wait longer than readiness, or take it out.`,
    containers: [
      {
        name: container.name,
        role: container.role,
        fields: {
          livenessProbe: {
            periodSeconds,
            failureThreshold: Math.ceil(least / periodSeconds),
          },
        },
      },
    ],
    note: 'Better: a path that says only that the process is alive.',
  });
}

export function narrowLiveness(
  workload: Workload,
  container: Container,
): Remediation {
  return workloadRemediation(workload, {
    topic: 'probes',
    summary: `Take the liveness probe of ${container.name} out, or let it ask only whether the process is alive.`,
    containers: [
      {
        name: container.name,
        role: container.role,
        fields: { livenessProbe: null },
      },
    ],
    note: 'Where a restart does help, give it a path of its own that touches no dependency.',
  });
}
