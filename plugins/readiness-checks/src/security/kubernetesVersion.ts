import {
  defineCheck,
  found,
  list,
  pass,
  undecidable,
  type JudgeContext,
  type Judgement,
  type NodeObject,
  type Occurrence,
  type Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import { RELEASES } from './kubernetesReleases';
import { minorOf, serverRelease, type Release } from './serverRelease';

const DAY = 24 * 60 * 60 * 1000;
/** Days before the end in which the upgrade has to be under way. */
const NOTICE = 60;
/** Days after which the table is too old to say that a minor gets fixes. */
const TABLE_AGE = 180;
/** Minors that a kubelet may be older than its API server, and that are fine. */
const MOST_SKEW = 3;
const FINE_SKEW = 2;

type Context = JudgeContext<'nodes'>;

const daysUntil = (date: string, now: number) =>
  Math.floor((Date.parse(`${date}T23:59:59Z`) - now) / DAY);

const listed = (names: readonly string[]) =>
  names.length > 3
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : names.join(', ');

interface Kubelets {
  /** By how many minors they are older than the API server. */
  skew: number;
  nodes: readonly NodeObject[];
}

/** Nodes by the distance of their kubelet from the API server. */
function skews(
  nodes: readonly NodeObject[],
  server: number,
): readonly Kubelets[] {
  const bySkew = new Map<number, NodeObject[]>();
  for (const node of nodes) {
    const kubelet = minorOf(node.kubeletVersion);
    if (kubelet !== undefined) {
      const skew = server - kubelet;
      bySkew.set(skew, [...(bySkew.get(skew) ?? []), node]);
    }
  }
  return [...bySkew]
    .map(([skew, group]) => ({ skew, nodes: group }))
    .sort((a, b) => b.skew - a.skew);
}

const upgradeSteps = (context: Context, target: string) => [
  `1. Look at what sec-pss-latent-violators and the release notes say of ${target}, one minor after the other.`,
  '2. Raise the version of the control plane where the cluster is declared (Terraform, eksctl, Cluster API, the console of the provider), never two minors at once.',
  '3. Then raise the nodes, group by group: kubectl get nodes shows their kubelets.',
  `4. Scan ${context.cluster.name} again.`,
];

function upgrade(context: Context, summary: string, target: string) {
  return {
    summary,
    type: 'steps' as const,
    content: upgradeSteps(context, target).join('\n'),
  };
}

function ofNodes(
  state: Occurrence['state'],
  reason: Reason,
  context: Context,
): Occurrence {
  return {
    state,
    discriminator: 'kubelets',
    reasons: [reason],
    remediation: upgrade(
      context,
      'Bring the nodes to the version of the control plane.',
      `1.${context.cluster.version.minor}`,
    ),
  };
}

/** What the kubelets say, whatever the table knows. */
function kubeletOccurrences(
  nodes: readonly NodeObject[],
  context: Context,
): readonly Occurrence[] {
  const server = context.cluster.version.minor;
  const said = ({ nodes: group }: Kubelets) =>
    `${group.length} ${
      group.length === 1 ? 'node runs' : 'nodes run'
    } kubelet ${group[0].kubeletVersion} (${listed(
      group.map(({ name }) => name),
    )})`;
  const occurrences = skews(nodes, server).flatMap(kubelets => {
    const { skew } = kubelets;
    if (skew < 0) {
      return [
        ofNodes(
          'fail',
          {
            code: 'kubelet-newer',
            message: `${said(
              kubelets,
            )}, newer than the API server 1.${server}: that is never supported.`,
          },
          context,
        ),
      ];
    }
    if (skew <= FINE_SKEW) return [];
    return [
      ofNodes(
        skew > MOST_SKEW ? 'fail' : 'warn',
        {
          code: skew > MOST_SKEW ? 'kubelet-too-old' : 'kubelet-old',
          message: `${said(
            kubelets,
          )}, ${skew} minors behind the API server 1.${server}; ${MOST_SKEW} are supported.`,
        },
        context,
      ),
    ];
  });
  // One finding: the nodes are upgraded together, and the worst comes first.
  const [first, ...others] = [...occurrences].sort(
    (a, b) => Number(a.state === 'warn') - Number(b.state === 'warn'),
  );
  return first
    ? [{ ...first, reasons: [first, ...others].flatMap(each => each.reasons) }]
    : [];
}

function ofServer(
  state: Occurrence['state'],
  code: string,
  message: string,
  context: Context,
): Occurrence {
  return {
    state,
    discriminator: 'control-plane',
    ...(state === 'warn' && { severity: 'medium' as const }),
    reasons: [{ code, message }],
    remediation: upgrade(
      context,
      'Upgrade the control plane to a minor that gets fixes.',
      `1.${context.cluster.version.minor + 1}`,
    ),
  };
}

/** What the table says of the control plane's minor. */
function serverOccurrence(
  { minor, vendor, until, paidUntil, maybeLonger }: Release,
  context: Context,
): Occurrence | undefined {
  if (until === undefined) return undefined;
  const left = daysUntil(until, context.now);
  const paid = paidUntil && daysUntil(paidUntil, context.now);
  if (left >= NOTICE) return undefined;
  if (left >= 0) {
    return ofServer(
      'warn',
      'ends-soon',
      `${vendor} ${minor} gets fixes until ${until}, ${left} more days.`,
      context,
    );
  }
  if (paid !== undefined && paid !== '' && paid >= 0) {
    return ofServer(
      'warn',
      'paid-support',
      `Standard support of ${vendor} ${minor} ended on ${until}; extended support is paid for and ends on ${paidUntil}.`,
      context,
    );
  }
  // Whether the vendor still fixes it cannot be told from the table.
  if (maybeLonger) return undefined;
  return ofServer(
    'fail',
    'end-of-life',
    `${vendor} ${minor} gets no fixes any more since ${paidUntil ?? until}.`,
    context,
  );
}

/** The verdict where no fault was seen. */
function judgeClean(
  release: Release | undefined,
  nodes: readonly NodeObject[],
  context: Context,
): Judgement {
  if (!release) {
    return undecidable(
      'version',
      `Until when the vendor of ${
        context.cluster.version.git ?? 'this version'
      } fixes it is not known: its version is none of Kubernetes, EKS, GKE, K3s, RKE2 or k0s.`,
    );
  }
  const { minor, vendor, until } = release;
  if (until === undefined) {
    return undecidable(
      'version',
      `The table of releases of ${RELEASES.asOf} does not know ${vendor} ${minor}.`,
    );
  }
  const age = -daysUntil(RELEASES.asOf, context.now);
  if (age > TABLE_AGE) {
    return undecidable(
      'version',
      `The table of releases is ${age} days old: a newer version of the catalogue has a newer one.`,
    );
  }
  if (daysUntil(until, context.now) < 0) {
    return undecidable(
      'version',
      `Upstream fixes of ${minor} ended on ${until}; how long ${vendor} fixes it is not known.`,
    );
  }
  const silent = nodes.find(node => minorOf(node.kubeletVersion) === undefined);
  if (silent) {
    return undecidable(
      'nodes[].status.nodeInfo.kubeletVersion',
      `Node ${silent.name} says no version of its kubelet.`,
    );
  }
  return pass({
    code: 'supported',
    message: `${vendor} ${minor} gets fixes until ${until}; ${nodes.length} kubelets are at most ${FINE_SKEW} minors behind.`,
  });
}

/** `sec-k8s-version` (`catalogue/20` S1). */
export const kubernetesVersion = defineCheck({
  id: 'sec-k8s-version',
  title: 'Control plane and nodes run a supported version',
  dimension: 'security',
  control: 'S1',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'L',
  fixKey: 'cluster-upgrade',
  gate: 'configured',
  reads: [list('nodes')],
  texts: {
    why: 'A minor of Kubernetes gets fixes for fourteen months. After that every hole that is found in it stays open, in the control plane and on every node.',
    rules: {
      pass: 'The minor gets fixes for 60 days more, and no kubelet is more than two minors behind the API server.',
      warn: 'It gets fixes for less than 60 days, or only because the provider is paid for it; or a kubelet is three minors behind.',
      fail: 'It gets no fixes any more; or a kubelet is newer than the API server, or more than three minors behind.',
      unknown:
        'The vendor or the minor is not in the shipped table of releases, or the table is older than 180 days and does not show an end that has passed. An OpenShift version is counted otherwise.',
    },
    traps: [
      'Vendors add to the version: v1.31.5-eks-5d632ec, v1.31.5+rke2r1, v1.31.5-gke.1000.',
      'OpenShift 4.16 is Kubernetes 1.29 with a life of its own.',
      'EKS fixes a minor for twelve more months at a price.',
      'Fixes end by minor, not by patch: the newest patch of a minor that ended is no help.',
    ],
    fix: 'Upgrade one minor at a time through the code that declares the cluster, the control plane before the nodes.',
    references: [
      'https://kubernetes.io/releases/version-skew-policy/',
      'https://kubernetes.io/releases/',
    ],
  },
  judge(_subject, { nodes }, context) {
    const release = serverRelease(context.cluster.version);
    const server = release && serverOccurrence(release, context);
    const occurrences = [
      ...(server ? [server] : []),
      ...kubeletOccurrences(nodes, context),
    ];
    // What comes with a warning may hide an end that the table does not show.
    return occurrences.length > 0
      ? found(occurrences)
      : judgeClean(release, nodes, context);
  },
});
