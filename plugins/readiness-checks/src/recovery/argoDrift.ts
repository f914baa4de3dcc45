import { globMatch } from '@readiness/backstage-plugin-readiness-engine';
import type {
  ApplicationObject,
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { toYaml } from '../toYaml';
import type { YamlMap } from '../toYaml';
import { ago } from './backupRuns';
import { branchOf, DAY, HOUR, lasted } from './drift';
import type { Drift } from './drift';

export interface ArgoContext {
  now: number;
  prod: boolean;
  /** The platform accepts that nothing syncs this workload by itself. */
  manualAccepted: boolean;
  /** Globs of branches that the Git server protects. */
  protectedBranches: readonly string[];
}

const target = ({ namespace, name }: ApplicationObject) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  namespace,
  name,
});

const named = ({ namespace, name }: ApplicationObject) =>
  shellWord(`${namespace}/${name}`);

function command(
  application: ApplicationObject,
  summary: string,
  lines: readonly string[],
  note?: string,
): Remediation {
  return {
    summary,
    type: 'command',
    target: target(application),
    content: [...lines, ''].join('\n'),
    ...(note && { note }),
  };
}

const patch = (
  application: ApplicationObject,
  summary: string,
  spec: YamlMap,
): Remediation => ({
  summary,
  type: 'patch',
  target: target(application),
  content: toYaml({ spec }),
  note: 'Make the change where the Application itself is written; an app of apps undoes it here.',
});

/** The last moment at which the live objects are known to have been what Git said. */
function lastInSync({
  operation,
  createdAt,
}: ApplicationObject): number | undefined {
  return operation?.phase === 'Succeeded' ? operation.finishedAt : createdAt;
}

function sync(application: ApplicationObject, now: number): Drift[] {
  const { syncStatus, name, operation, comparedRevision } = application;
  if (syncStatus === 'Synced') return [];
  const compare = command(
    application,
    `See what differs in ${name}, then commit it or sync.`,
    [
      `argocd app diff ${named(application)}`,
      `argocd app sync ${named(application)}`,
    ],
    'Replicas that an autoscaler sets and fields that webhooks fill in belong into ignoreDifferences.',
  );
  if (syncStatus !== 'OutOfSync') {
    return [
      {
        state: 'warn',
        reason: {
          code: 'sync-unknown',
          message: `Argo CD does not know whether ${name} is in sync (${
            syncStatus ?? 'no status'
          }).`,
        },
        remediation: compare,
      },
    ];
  }
  const since = lastInSync(application);
  const moved =
    comparedRevision !== undefined &&
    operation?.revision !== undefined &&
    comparedRevision !== operation.revision;
  const known =
    since === undefined
      ? 'when it was last in sync is not recorded'
      : `it was last synced, or made, ${ago(now - since)} ago`;
  return [
    {
      // A commit of unknown age waits: that is no drift of a day.
      state: !moved && lasted(since, now, DAY) ? 'fail' : 'warn',
      reason: {
        code: moved ? 'behind-git' : 'out-of-sync',
        message: moved
          ? `${name} is OutOfSync: Git has moved on since the last sync.`
          : `${name} is OutOfSync; ${known}.`,
      },
      remediation: compare,
    },
  ];
}

function lastSync(application: ApplicationObject, now: number): Drift[] {
  const { operation: last, name, errors } = application;
  const look = command(application, `Read why ${name} cannot be synced.`, [
    `argocd app get ${named(application)} --show-operation`,
  ]);
  const failed: Drift[] =
    last?.phase === 'Failed' || last?.phase === 'Error'
      ? [
          {
            state: 'fail',
            reason: {
              code: 'sync-failed',
              message: `The last sync of ${name} ended as ${last.phase}${
                last.finishedAt === undefined
                  ? ''
                  : ` ${ago(now - last.finishedAt)} ago`
              }.`,
            },
            remediation: look,
          },
        ]
      : [];
  return [
    ...failed,
    ...errors.map<Drift>(({ type, since }) => ({
      state: lasted(since, now, HOUR) ? 'fail' : 'warn',
      reason: {
        code: 'application-error',
        message: `${name} reports ${type}${
          since === undefined ? '' : ` for ${ago(now - since)}`
        }.`,
      },
      remediation: look,
    })),
  ];
}

function health(application: ApplicationObject, now: number): Drift[] {
  const { name, health: state, healthSince } = application;
  if (state === 'Healthy') return [];
  return [
    {
      state:
        state === 'Degraded' && lasted(healthSince, now, HOUR)
          ? 'fail'
          : 'warn',
      reason: {
        code: 'not-healthy',
        message: `The health of ${name} is ${state ?? 'not reported'}${
          healthSince === undefined ? '' : ` for ${ago(now - healthSince)}`
        }.`,
      },
      remediation: command(application, `See what of ${name} is unhealthy.`, [
        `argocd app resources ${named(application)}`,
        `argocd app get ${named(application)}`,
      ]),
    },
  ];
}

function reconciliation(application: ApplicationObject, now: number): Drift[] {
  const { reconciledAt, name, namespace = 'argocd' } = application;
  if (reconciledAt !== undefined && now - reconciledAt <= HOUR) return [];
  return [
    {
      state: 'warn',
      reason: {
        code: 'not-reconciled',
        message:
          reconciledAt === undefined
            ? `When Argo CD last compared ${name} with Git is not recorded.`
            : `Argo CD last compared ${name} with Git ${ago(
                now - reconciledAt,
              )} ago: what it says is as old.`,
      },
      remediation: command(
        application,
        'See whether the application controller runs, then refresh.',
        [
          `kubectl -n ${shellWord(
            namespace,
          )} get pods -l app.kubernetes.io/name=argocd-application-controller`,
          `argocd app get ${named(application)} --refresh`,
        ],
      ),
    },
  ];
}

function automation(
  application: ApplicationObject,
  { prod, manualAccepted }: ArgoContext,
): Drift[] {
  const { automated, name } = application;
  if (automated?.enabled && automated.selfHeal) return [];
  const off = automated?.enabled === false;
  return [
    {
      state: off && prod && !manualAccepted ? 'fail' : 'warn',
      reason: {
        code: off ? 'automated-off' : 'no-self-heal',
        message: off
          ? `Automatic sync of ${name} is switched off (automated.enabled: false).`
          : `${name} does not undo changes by hand: selfHeal is not on.`,
        field: 'spec.syncPolicy.automated',
      },
      remediation: patch(
        application,
        `Let Argo CD bring ${name} back to what Git says.`,
        {
          syncPolicy: {
            automated: {
              prune: automated?.prune ?? false,
              selfHeal: true,
              ...(off && { enabled: true }),
            },
          },
        },
      ),
    },
  ];
}

function branch(
  application: ApplicationObject,
  { protectedBranches }: ArgoContext,
): Drift[] {
  const followed = application.sources
    .filter(({ chart }) => !chart)
    .map(({ targetRevision }) => branchOf(targetRevision))
    .find(
      name =>
        name !== undefined &&
        !protectedBranches.some(glob => globMatch(glob, name)),
    );
  return followed === undefined
    ? []
    : [unprotected(application.name, followed, target(application))];
}

/** Whoever may push to the branch changes production. */
export function unprotected(
  name: string,
  followed: string,
  object: NonNullable<Remediation['target']>,
): Drift {
  return {
    state: 'warn',
    mild: true,
    reason: {
      code: 'branch-not-protected',
      message: `${name} follows the branch ${followed}; that it is protected is not shown.`,
    },
    remediation: {
      summary:
        'Protect the branch, and say so in the configuration; or deliver a tag or commit.',
      type: 'steps',
      target: object,
      content: [
        `Require review for pushes to ${followed} on the Git server, then set`,
        `readiness.checks.rec-gitops-synced.params.protectedBranches: [${JSON.stringify(
          followed,
        )}]`,
      ].join('\n'),
    },
  };
}

const CONTAINERS = '/spec/template/spec/containers';

/** A pointer that leaves out what the pods run. */
const hidesPods = (pointer: string) =>
  pointer === '' ||
  pointer === '/' ||
  CONTAINERS === pointer ||
  CONTAINERS.startsWith(`${pointer}/`);

function ignored(application: ApplicationObject, workload: Workload): Drift[] {
  const { ignoredDifferences, name } = application;
  const admits = (glob: string | undefined, text: string) =>
    glob === undefined || globMatch(glob, text);
  const pointer = ignoredDifferences
    .filter(
      entry =>
        admits(entry.group, workload.apiGroup) &&
        admits(entry.kind, workload.kind) &&
        admits(entry.namespace, workload.namespace) &&
        admits(entry.name, workload.name),
    )
    .flatMap(({ pointers }) => pointers)
    .find(hidesPods);
  return pointer === undefined
    ? []
    : [
        {
          state: 'warn',
          reason: {
            code: 'differences-ignored',
            message: `${name} ignores differences in ${
              pointer || 'the whole object'
            }: Synced says nothing of what its pods run.`,
            field: 'spec.ignoreDifferences',
          },
          remediation: {
            summary: 'Ignore single fields that something else owns, no more.',
            type: 'steps',
            target: target(application),
            content: `In spec.ignoreDifferences of ${name}, replace ${
              pointer || 'the empty pointer'
            } by the fields that differ, e.g. /spec/replicas.`,
          },
        },
      ];
}

/** What keeps an Application from showing that this workload is what Git says. */
export function argoDrift(
  application: ApplicationObject,
  workload: Workload,
  context: ArgoContext,
): readonly Drift[] {
  const { now } = context;
  return [
    ...lastSync(application, now),
    ...sync(application, now),
    ...health(application, now),
    ...reconciliation(application, now),
    ...automation(application, context),
    ...ignored(application, workload),
    ...branch(application, context),
  ];
}
