import {
  defineCheck,
  deliveryRoot,
  found,
  na,
  pass,
  undecidable,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  JudgeContext,
  JudgedSubjects,
  Judgement,
} from '@readiness/backstage-plugin-readiness-engine';
import { argoDrift } from './argoDrift';
import {
  deliveryOfWorkload,
  deliveryReads,
  describeDelivery,
  isOneOff,
} from './delivery';
import type { Delivery, DeliveryInventory, DeliveryKey } from './delivery';
import type { Drift } from './drift';
import { helmReleaseDrift, kustomizationDrift } from './fluxDrift';

type Subject = JudgedSubjects['workload'];
type Context = JudgeContext<DeliveryKey>;
type Managed = Extract<Delivery, { state: 'managed' }>;

const SOURCES = {
  argocd: 'applications',
  kustomization: 'kustomizations',
  helmrelease: 'helmReleases',
} as const;

function protectedBranches({ params }: Context): readonly string[] {
  const { protectedBranches: globs } = params;
  return Array.isArray(globs) ? globs.map(String) : [];
}

/** What the delivering object says; `undefined` where it is not in this cluster. */
function driftOf(
  { by, application }: Managed,
  { workload, environment }: Subject,
  inventory: DeliveryInventory,
  context: Context,
): readonly Drift[] | undefined {
  const { now } = context;
  const globs = protectedBranches(context);
  if (by.tool === 'argocd') {
    return (
      application &&
      argoDrift(application, workload, {
        now,
        prod: environment === 'prod',
        manualAccepted:
          context.exception({ ...workload, rule: 'automated-off' }) !==
          undefined,
        protectedBranches: globs,
      })
    );
  }
  const isIt = (entry: { namespace?: string; name: string }) =>
    entry.namespace === by.namespace && entry.name === by.name;
  if (by.tool === 'kustomization') {
    const object = inventory.kustomizations.find(isIt);
    return (
      object && kustomizationDrift(object, { now, protectedBranches: globs })
    );
  }
  const object = inventory.helmReleases.find(isIt);
  return object && helmReleaseDrift(object, { now });
}

export function judgeGitopsSynced(
  subject: Subject,
  inventory: DeliveryInventory,
  context: Context,
): Judgement {
  const { workload } = subject;
  if (isOneOff(workload)) {
    return na('one-off', 'Work that is done once is nobody’s state.');
  }
  const delivery = deliveryOfWorkload(workload, inventory, context);
  if (delivery.state === 'unsure') {
    return undecidable(delivery.field, delivery.message);
  }
  if (delivery.state !== 'managed') {
    return na('not-gitops', 'Neither Argo CD nor Flux delivers it.');
  }
  const drift = driftOf(delivery, subject, inventory, context);
  if (!drift) {
    return undecidable(
      SOURCES[delivery.by.tool],
      `The ${describeDelivery(
        delivery.by,
      )} is not seen in this cluster; it may be in a hub that is not registered.`,
    );
  }
  const faults = drift.filter(({ state }) => state === 'fail');
  const inOrder = [
    ...faults,
    ...drift.filter(entry => !faults.includes(entry)),
  ];
  const [worst] = inOrder;
  return worst
    ? found([
        {
          state: worst.state,
          ...(inOrder.every(({ mild }) => mild) && {
            severity: 'low' as const,
          }),
          reasons: inOrder.map(({ reason }) => reason),
          remediation: worst.remediation,
          fixRoot: deliveryRoot(delivery.by, context.cluster.uid),
        },
      ])
    : pass({
        code: 'in-sync',
        message: `The ${describeDelivery(
          delivery.by,
        )} is in sync, healthy and undoes changes by hand.`,
      });
}

export const gitopsSynced = defineCheck({
  id: 'rec-gitops-synced',
  title: 'What runs equals what Git says',
  dimension: 'recovery',
  control: 'R2',
  scope: { types: ['workload'] },
  severity: 'high',
  stage: 'used',
  effort: 'S',
  fixKey: 'gitops-drift',
  gate: 'used',
  onManifests: 'not-judged',
  reads: deliveryReads,
  params: { protectedBranches: [] },
  texts: {
    why: 'A rebuild brings back what Git says. Where the cluster has drifted, it brings back something that has never run.',
    rules: {
      pass: 'Argo CD: Synced and Healthy, compared with Git within the hour, automatic sync with selfHeal. Flux: Ready, not suspended; a HelmRelease with drift detection enabled. What is followed is a tag, a commit, or a branch named in the parameter `protectedBranches`.',
      warn: 'OutOfSync for less than a day, or behind a new commit; not healthy; not compared for an hour; no selfHeal or drift detection; suspended for up to 7 days, or since nobody knows when; ignoreDifferences hides the pods; a branch whose protection is not shown (low).',
      fail: 'OutOfSync for more than a day; the last sync failed; an error, Degraded or Ready=False for more than an hour; suspended for more than 7 days; `automated.enabled: false` in production, unless an exception for the rule `automated-off` covers the workload.',
      na: 'Neither Argo CD nor Flux delivers it (see rec-gitops-managed); work that is done once.',
      unknown:
        'The Application, Kustomization or HelmRelease cannot be read, or lives in a hub cluster that is not registered.',
    },
    traps: [
      'Argo CD does not record since when an application is OutOfSync: the time counts from the last sync that succeeded, and only where Git has not moved on since.',
      'Replicas that an autoscaler sets and fields that webhooks fill in make a harmless OutOfSync: they belong into ignoreDifferences.',
      'Synced with ignoreDifferences on the pod template says nothing of what the pods run.',
      'A HelmRelease detects drift only where driftDetection says so; a Kustomization undoes it at every interval.',
      'Health Unknown is not Healthy. An old reconciledAt means that the controller is down and its words are old.',
      'Flux does not record since when it is suspended: the time of the field manager that set it counts.',
    ],
    fix: 'Commit the live change or let it heal: `argocd app diff`, then sync; `flux reconcile`.',
    references: [
      'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/',
      'https://fluxcd.io/flux/components/kustomize/kustomizations/',
      'https://fluxcd.io/flux/components/helm/helmreleases/',
    ],
  },
  judge: judgeGitopsSynced,
});
