import {
  defineCheck,
  found,
  na,
  pass,
  undecidable,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  JudgeContext,
  JudgedSubjects,
  Judgement,
  Occurrence,
  Reason,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { adopt } from './adoption';
import { deliveryOfWorkload, describeDelivery, isOneOff } from './delivery';
import type { Delivery } from './delivery';
import { censusReads, deliveryCensus, unreadOfCensus } from './deliveryCensus';
import type { Census, CensusInventory, CensusKey } from './deliveryCensus';

type Context = JudgeContext<CensusKey>;

const ENOUGH = 0.95;
const TOO_LITTLE = 0.8;

/** What the object is about: itself, or the custom resource that makes it. */
const spokenOf = ({ owner, namespace }: Workload) =>
  owner ? `${owner.kind} ${namespace}/${owner.name}, which makes it,` : 'It';

function unmanagedReasons(
  workload: Workload,
  delivery: Extract<Delivery, { state: 'unmanaged' | 'notInGit' }>,
): Reason[] {
  if (delivery.state === 'notInGit') {
    const { name } = delivery.application;
    return [
      {
        code: 'not-in-git',
        message: `The Argo CD application ${name} claims it by a label, but its source does not hold it: it counts as to be pruned.`,
      },
    ];
  }
  const { foreignId } = delivery;
  return [
    {
      code: 'unmanaged',
      message: `${spokenOf(
        workload,
      )} carries no mark of Argo CD, Flux or Helm, and none of their objects lists it.`,
    },
    ...(foreignId
      ? [
          {
            code: 'copied-tracking-id',
            message: `Its tracking id names another object (${foreignId}): Argo CD does not track it.`,
            field: 'metadata.annotations',
          },
        ]
      : []),
    ...(workload.labels['app.kubernetes.io/instance'] && !workload.owner
      ? [
          {
            code: 'label-only',
            message:
              'The label app.kubernetes.io/instance alone is no tracking: charts set it as well.',
            field: 'metadata.labels',
          },
        ]
      : []),
  ];
}

function judgeWorkload(
  { workload }: JudgedSubjects['workload'],
  inventory: CensusInventory,
  context: Context,
): Judgement {
  if (isOneOff(workload)) {
    return na('one-off', 'Work that is done once is nobody’s state.');
  }
  const delivery = deliveryOfWorkload(workload, inventory, context);
  switch (delivery.state) {
    case 'managed':
      return workload.owner
        ? na(
            'operator-made',
            `${workload.owner.kind} ${workload.namespace}/${
              workload.owner.name
            } makes it, and that comes from the ${describeDelivery(
              delivery.by,
            )}.`,
          )
        : pass({
            code: 'tracked',
            message: `The ${describeDelivery(delivery.by)} delivers it.`,
          });
    case 'helm': {
      const { namespace, release } = delivery.by;
      return found([
        {
          state: 'warn',
          reasons: [
            {
              code: 'helm-only',
              message: `${spokenOf(
                workload,
              )} comes from the Helm release ${namespace}/${release}, installed by hand or by a pipeline: nothing holds the cluster to what Git says.`,
            },
          ],
          remediation: adopt(workload, inventory, context),
        },
      ]);
    }
    case 'unsure':
      return undecidable(delivery.field, delivery.message);
    default:
      return found([
        {
          state: 'fail',
          reasons: unmanagedReasons(workload, delivery),
          remediation: adopt(workload, inventory, context),
        },
      ]);
  }
}

const percent = (share: number) => `${Math.floor(share * 100)} %`;

function stateOfShare(
  managed: number,
  helm: number,
  total: number,
): 'pass' | 'warn' | 'fail' {
  if (managed / total >= ENOUGH) return 'pass';
  return managed / total >= TOO_LITTLE || (managed + helm) / total >= ENOUGH
    ? 'warn'
    : 'fail';
}

function shareOccurrence(state: 'warn' | 'fail', census: Census): Occurrence {
  const { total, managed, helm, left } = census;
  const named = left.slice(0, 5).join(', ');
  const more = left.length > 5 ? ` and ${left.length - 5} more` : '';
  return {
    state,
    reasons: [
      {
        code: 'share-in-git',
        message: `${managed} of ${total} root objects (${percent(
          managed / total,
        )}) come from Argo CD or Flux, ${helm} from Helm alone.`,
      },
      ...(left.length > 0
        ? [
            {
              code: 'outside-git',
              message: `Nobody delivers ${named}${more}.`,
            },
          ]
        : []),
    ],
    remediation: {
      summary: 'Bring what stands outside of Git under Argo CD or Flux.',
      type: 'steps',
      content: [
        ...left.slice(0, 20).map(name => `- ${name}`),
        ...(left.length > 20 ? [`- and ${left.length - 20} more`] : []),
        ...(helm > 0
          ? [
              `- ${helm} objects of Helm releases: move the releases into Applications with a chart source, or into HelmReleases`,
            ]
          : []),
        'Export each, commit it, and compare before the first sync: argocd app diff, or flux diff kustomization.',
      ].join('\n'),
    },
  };
}

function judgeCluster(inventory: CensusInventory, context: Context): Judgement {
  const unread = unreadOfCensus(context);
  if (unread) return undecidable(unread);
  const census = deliveryCensus(inventory, context);
  const { total, managed, helm, unsure } = census;
  if (total === 0) {
    return na('nothing-delivered', 'Nothing runs outside system namespaces.');
  }
  const state = stateOfShare(managed, helm, total);
  if (state !== stateOfShare(managed + unsure, helm, total)) {
    return undecidable(
      'applications',
      `Where ${unsure} of ${total} objects come from cannot be told.`,
    );
  }
  return state === 'pass'
    ? pass({
        code: 'share-in-git',
        message: `${managed} of ${total} root objects (${percent(
          managed / total,
        )}) come from Argo CD or Flux.`,
      })
    : found([shareOccurrence(state, census)]);
}

export function judgeGitopsManaged(
  subject: JudgedSubjects['workload'] | JudgedSubjects['cluster'],
  inventory: CensusInventory,
  context: Context,
): Judgement {
  return subject.type === 'workload'
    ? judgeWorkload(subject, inventory, context)
    : judgeCluster(inventory, context);
}

export const gitopsManaged = defineCheck({
  id: 'rec-gitops-managed',
  title: 'Objects come from Git',
  dimension: 'recovery',
  control: 'R2',
  scope: { types: ['workload', 'cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'gitops-adopt',
  gate: 'configured',
  onManifests: 'not-judged',
  reads: censusReads,
  texts: {
    why: 'What was applied by hand exists in the cluster only. When the cluster is lost, nobody remembers it, and a rebuild comes up without it.',
    rules: {
      pass: 'Argo CD or Flux tracks the workload: by a tracking id or label of its own, or because an Application or Kustomization lists it. For the cluster: at least 95 % of the root objects of tenant and platform namespaces.',
      warn: 'A Helm release delivers it and no GitOps controller does. For the cluster: 80 to 95 %, or 95 % together with Helm.',
      fail: 'Nothing tells where it comes from; or an Application claims it by a label and its source does not hold it. For the cluster: less than 80 %.',
      na: 'An operator made it from a custom resource that comes from Git; a Job, workflow or other work that is done once. For the cluster: nothing runs outside system namespaces.',
      unknown:
        'It carries only the label `app.kubernetes.io/instance`, and the Applications that would tell are forbidden or in a hub that is not registered; or the custom resource that makes it is of a kind that is not read. For the cluster: objects cannot be listed.',
    },
    traps: [
      'The label `app.kubernetes.io/instance` is set by charts too. It counts only where an Application lists the object, and not where that entry says requiresPruning.',
      'Operators copy annotations to what they make: a tracking id counts only where it names the very object.',
      'An Argo CD in a hub cluster writes its tracking id here; its Applications need not be here.',
      'A synced Application says nothing of objects that it does not track.',
      'Counted for the cluster: workloads, the Services that select them, RBAC that is bound, budgets, autoscalers, StorageClasses and policies. Custom resource definitions and Ingresses are not.',
    ],
    fix: 'Export the object, commit it, compare (`argocd app diff`, `flux diff kustomization`), then sync with server-side apply.',
    references: [
      'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/',
      'https://fluxcd.io/flux/components/kustomize/kustomizations/',
    ],
  },
  judge: judgeGitopsManaged,
});
