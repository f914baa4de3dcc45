import type {
  Extractor,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { factOf, flagValue, rawContainers } from './commandFlags';

const ON = 'policies-on';
const OFF = 'policies-off';

/** Flags that turn the enforcement of policies on or off. */
const SWITCHES: readonly {
  container: string;
  flag: string;
  on?: string;
  off?: string;
}[] = [
  { container: 'aws-eks-nodeagent', flag: 'enable-network-policy', on: 'true' },
  { container: 'kube-router', flag: 'run-firewall', off: 'false' },
  { container: 'cilium-agent', flag: 'enable-policy', off: 'never' },
];

/** Whether the agents of the network were told to enforce policies. */
export const networkAgentFlags: Extractor = {
  id: 'network-agent-flags',
  run: podSpec =>
    rawContainers(podSpec).flatMap(container =>
      SWITCHES.filter(each => each.container === container.name).flatMap(
        ({ flag, on, off }) => {
          const value = flagValue(container, flag);
          if (value === undefined) return [];
          if (value === on) return [factOf(ON, container)];
          return value === off ? [factOf(OFF, container)] : [];
        },
      ),
    ),
};

const says = ({ facts }: Workload, detector: string) =>
  (facts[networkAgentFlags.id] ?? []).some(fact => fact.detector === detector);

/** A known agent of a cluster network, by the name of its DaemonSet. */
interface Agent {
  name: RegExp;
  title: string;
  enforces: (workload: Workload) => boolean;
}

const unlessOff = (workload: Workload) => !says(workload, OFF);
const always = () => true;
const never = () => false;

const AGENTS: readonly Agent[] = [
  { name: /^cilium$/, title: 'Cilium', enforces: unlessOff },
  { name: /^calico-node(-windows)?$/, title: 'Calico', enforces: always },
  { name: /^canal$/, title: 'Canal', enforces: always },
  { name: /^antrea-agent(-windows)?$/, title: 'Antrea', enforces: always },
  { name: /^kube-router$/, title: 'kube-router', enforces: unlessOff },
  { name: /^weave-net$/, title: 'Weave Net', enforces: always },
  { name: /^ovnkube-node/, title: 'OVN-Kubernetes', enforces: always },
  { name: /^kube-ovn-cni$/, title: 'Kube-OVN', enforces: always },
  { name: /^anetd/, title: 'GKE Dataplane V2', enforces: always },
  { name: /^azure-npm(-win)?$/, title: 'Azure NPM', enforces: always },
  {
    name: /^aws-node$/,
    title: 'the Amazon VPC CNI',
    enforces: workload => says(workload, ON),
  },
  { name: /^kube-flannel(-ds.*)?$/, title: 'Flannel', enforces: never },
];

/** An agent that runs in the cluster. */
export interface NetworkAgent {
  title: string;
  workload: Workload;
  enforces: boolean;
}

/** The agents of known network plugins among the workloads. */
export function networkAgents(
  workloads: readonly Workload[],
): readonly NetworkAgent[] {
  return workloads
    .filter(({ kind }) => kind === 'DaemonSet')
    .flatMap(workload =>
      AGENTS.filter(({ name }) => name.test(workload.name)).map(
        ({ title, enforces }) => ({
          title,
          workload,
          enforces: enforces(workload),
        }),
      ),
    );
}
