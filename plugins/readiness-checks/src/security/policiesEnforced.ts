import {
  defineCheck,
  evidence,
  found,
  list,
  na,
  pass,
  undecidable,
  workloads,
  isUnreadable,
  type Inventory,
  type JudgeContext,
  type Judgement,
  type NodeObject,
  type Occurrence,
} from '@readiness/backstage-plugin-readiness-engine';
import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import { clusterEvidence } from './clusterEvidence';
import {
  networkAgentFlags,
  networkAgents,
  type NetworkAgent,
} from './networkAgents';
import { POLICY_READS, type PolicyKey } from './networkPolicies';

const ID = 'sec-netpol-enforced';
const WHAT = 'connectivity-test';
/** Share of the nodes below which the missing ones are no accident. */
const LEAST_SHARE = 0.9;

type Key = PolicyKey | 'workloads' | 'nodes' | 'evidence';
type Context = Pick<JudgeContext<Key>, 'source' | 'now'>;

const percent = (share: number) => `${Math.floor(share * 100)} %`;

const TEST = `kubectl run netpol-test -n <namespace with a default-deny policy> --rm -i --restart=Never --image=registry.k8s.io/e2e-test-images/agnhost:2.53 -- connect <host>:<port> --timeout=3s`;

function occurrence(
  state: Occurrence['state'],
  code: string,
  message: string,
  fix: { summary: string; content: string },
): Occurrence {
  return {
    state,
    reasons: [{ code, message }],
    remediation: {
      ...fix,
      type: 'steps',
      note: `Test it from a pod that a policy isolates, and record that as evidence of kind ${WHAT}: ${TEST}`,
    },
  };
}

/** How to turn the plugin's policy engine on. */
function enable(agents: readonly NetworkAgent[]) {
  const summary = 'Let something enforce the policies.';
  if (agents.some(({ workload }) => workload.name === 'aws-node')) {
    return {
      summary,
      content:
        'aws eks update-addon --cluster-name <cluster> --addon-name vpc-cni --resolve-conflicts PRESERVE --configuration-values \'{"enableNetworkPolicy": "true"}\'',
    };
  }
  return {
    summary,
    content: agents.some(({ title }) => title === 'Flannel')
      ? 'Flannel enforces no policies: install Canal or Calico for policies beside it, or replace it by a plugin that does (Cilium, Calico).'
      : 'Turn the policy engine of the network plugin on, or install one that has it (Cilium, Calico).',
  };
}

/** Nodes that are ready, and those of them on which no agent is. */
function uncovered(
  nodes: readonly NodeObject[],
  agents: readonly NetworkAgent[],
): readonly NodeObject[] {
  const covered = new Set(
    agents.flatMap(({ workload }) =>
      workload.live.nodes
        .filter(({ ready }) => ready > 0)
        .map(({ name }) => name),
    ),
  );
  return nodes.filter(({ name }) => !covered.has(name));
}

function judgeCoverage(
  nodes: readonly NodeObject[],
  agents: readonly NetworkAgent[],
): Judgement {
  const titles = [...new Set(agents.map(({ title }) => title))].join(' and ');
  const missing = uncovered(nodes, agents);
  if (nodes.length === 0) {
    return undecidable('nodes', 'No node is ready, so none can be looked at.');
  }
  if (missing.length === 0) {
    return pass({
      code: 'enforced',
      message: `The agent of ${titles} is ready on all ${nodes.length} nodes.`,
    });
  }
  const share = (nodes.length - missing.length) / nodes.length;
  const windows = missing.filter(({ os }) => os === 'windows').length;
  return found([
    occurrence(
      share < LEAST_SHARE ? 'fail' : 'warn',
      'agent-missing',
      `The agent of ${titles} is ready on ${percent(
        share,
      )} of the nodes; pods on ${
        missing.length
      } nodes are bound by no policy, e.g. on ${missing[0].name}${
        windows > 0 ? `. ${windows} of them run Windows` : ''
      }.`,
      {
        summary: 'Bring the agent to every node.',
        content: `kubectl get pods -n ${agents[0].workload.namespace} -o wide | grep ${agents[0].workload.name}\nLook at what keeps it off the others: taints that it does not tolerate, a node selector, an image for another system, or a crash.`,
      },
    ),
  ]);
}

/** Kinds of policies that may exist unseen. */
const unreadKey = (context: Context): PolicyKey | undefined =>
  POLICY_READS.map(({ provides }) => provides).find(key =>
    isUnreadable(context.source(key).state),
  );

const countPolicies = (inventory: Pick<Inventory, PolicyKey>) =>
  POLICY_READS.reduce(
    (sum, { provides }) => sum + inventory[provides].length,
    0,
  );

/** `sec-netpol-enforced` (`catalogue/20` S1). */
export const policiesEnforced = defineCheck({
  id: ID,
  title: 'The network plugin really enforces policies',
  dimension: 'security',
  control: 'S1',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'used',
  effort: 'S',
  fixKey: 'cni-policy',
  gate: 'used',
  reads: [
    ...workloads({ live: true }),
    list('nodes'),
    ...POLICY_READS,
    evidence(WHAT),
  ],
  extract: networkAgentFlags,
  texts: {
    why: 'The API server stores a network policy whether or not anything acts on it. A cluster full of policies and without an agent that enforces them is as open as one without.',
    rules: {
      pass: 'An agent that enforces policies is ready on every node that is ready.',
      warn: 'It is ready on nine of ten nodes, and not on all.',
      fail: 'Policies exist and the network plugin is one that enforces none, or was told not to; its agent is missing on more than a tenth of the nodes; or the newest connectivity test got through.',
      na: 'There are no policies at all (sec-netpol-default-deny says so).',
      unknown:
        'No known agent is seen: the data plane is managed, or one that is not known.',
    },
    traps: [
      'The VPC CNI carries its policy agent in every pod and enforces only with --enable-network-policy=true.',
      'Cilium in mode never enforces nothing; that stands in a ConfigMap, which is not read. Only a test shows it.',
      'Windows nodes need an agent of their own.',
      'kindnet enforces policies in newer versions only, and its version does not say so.',
    ],
    fix: 'Turn the policy engine of the network plugin on, and test it from a pod that must not get through.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    ],
  },
  judge({ subject }, inventory, context) {
    if (countPolicies(inventory) === 0) {
      const unread = unreadKey(context);
      return unread
        ? undecidable(unread, 'Policies of that kind may exist.')
        : na('no-policies', 'There are no network policies to enforce.');
    }
    const agents = networkAgents(inventory.workloads);
    const tested = clusterEvidence(
      inventory.evidence,
      { check: ID, what: WHAT, subject: subjectKey(subject) },
      context.now,
    );
    if (tested?.state === 'failed') {
      return found([
        occurrence(
          'fail',
          'test-failed',
          `The connectivity test ${tested.age} days ago got through although a policy forbids it.`,
          enable(agents),
        ),
      ]);
    }
    const enforcing = agents.filter(({ enforces }) => enforces);
    if (enforcing.length > 0) {
      const nodes = inventory.nodes.filter(({ ready }) => ready);
      return judgeCoverage(nodes, enforcing);
    }
    if (agents.length > 0) {
      return found([
        occurrence(
          'fail',
          'not-enforced',
          `${countPolicies(inventory)} network policies exist, and ${
            agents[0].title
          } enforces none of them: creating them has no effect.`,
          enable(agents),
        ),
      ]);
    }
    if (tested?.state === 'current') {
      return pass({
        code: 'tested',
        message: `A connectivity test was refused ${tested.age} days ago.`,
      });
    }
    return undecidable(
      'workloads',
      'No agent of a known network plugin is seen: whether the data plane enforces policies cannot be told.',
    );
  },
});
