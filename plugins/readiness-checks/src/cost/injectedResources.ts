import type {
  JudgeContext,
  Occurrence,
  PodTemplate,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { injectorFixRoot } from '../injectorFixRoot';
import {
  effectiveAmount,
  type Bound,
  type ResourceName,
} from './effectiveResources';

/** Where common injectors take the resources of their containers from. */
const INJECTOR_SETTINGS: Readonly<Record<string, string>> = {
  istio:
    'Set global.proxy.resources (and global.proxy_init.resources) in the values of istiod, or the annotations sidecar.istio.io/proxyCPU, proxyMemory and proxyMemoryLimit for one workload.',
  linkerd:
    'Set proxy.resources in the values of the Linkerd control plane, or the annotations config.linkerd.io/proxy-cpu-request, proxy-memory-request and proxy-memory-limit for one workload.',
  vault:
    'Set injector.agentDefaults in the values of the Vault chart, or the annotations vault.hashicorp.com/agent-requests-cpu, agent-requests-mem and agent-limits-mem for one workload.',
  opentelemetry:
    'Set spec.<language>.resourceRequirements in the Instrumentation resource.',
  dapr: 'Set the annotations dapr.io/sidecar-cpu-request, sidecar-memory-request and sidecar-memory-limit, or their defaults in the values of the Dapr chart.',
};

/**
 * One occurrence for each injector whose containers lack amounts: the finding
 * of its owner, not of the team whose pod they run in.
 */
export function injectedResources(
  workload: Workload,
  template: PodTemplate,
  context: Pick<JudgeContext, 'cluster'>,
  wanted: { bound: Bound; resources: readonly ResourceName[] },
): readonly Occurrence[] {
  const { bound, resources } = wanted;
  const missing = workload.live.injected
    .filter(({ container }) => container.role !== 'init')
    .flatMap(({ container, injector }) =>
      resources
        .filter(
          resource =>
            effectiveAmount(workload, template, container, bound, resource)
              .type !== 'set',
        )
        .map(resource => ({ container: container.name, injector, resource })),
    );
  const keys = [
    ...new Set(missing.map(miss => miss.injector ?? miss.container)),
  ];
  return keys.map<Occurrence>(key => {
    const own = missing.filter(
      miss => (miss.injector ?? miss.container) === key,
    );
    const { injector } = own[0];
    const what = `${resources.join(' and ')} ${bound}`;
    return {
      state: 'warn',
      discriminator: `injected/${key}`,
      severity: 'medium',
      responsible: 'platform',
      fixRoot: injectorFixRoot(context.cluster, injector),
      reasons: own.map(({ container, resource }) => ({
        code: `injected-without-${resource}`,
        message: `Injected container ${container} has no ${resource} ${bound.slice(
          0,
          -1,
        )}; the template of the workload is not concerned.`,
        container,
        field: `resources.${bound}.${resource}`,
      })),
      remediation: {
        summary: `Give the containers of ${key} ${what}.`,
        type: 'steps',
        content:
          INJECTOR_SETTINGS[injector ?? ''] ??
          `Find the mutating webhook that adds container ${own[0].container} and set ${what} in its configuration.`,
      },
    };
  });
}
