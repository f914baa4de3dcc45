import { globMatch } from '@readiness/backstage-plugin-readiness-engine';
import type {
  FluxObject,
  HelmReleaseObject,
  KustomizationObject,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { toYaml } from '../toYaml';
import { unprotected } from './argoDrift';
import { ago } from './backupRuns';
import { branchOfApplied, DAY, HOUR, lasted } from './drift';
import type { Drift } from './drift';

const TOOLS = {
  kustomization: {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
  },
  helmrelease: {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
  },
} as const;

type Tool = keyof typeof TOOLS;

const SUSPENDED_AT_MOST = 7 * DAY;

interface Reconciler {
  tool: Tool;
  object: FluxObject;
  now: number;
}

const titleOf = ({ tool, object }: Reconciler) =>
  `${TOOLS[tool].kind} ${object.namespace}/${object.name}`;

function command(reconciler: Reconciler, summary: string, verb: string) {
  const { tool, object } = reconciler;
  const { namespace = '', name } = object;
  return {
    summary,
    type: 'command' as const,
    target: { ...TOOLS[tool], namespace, name },
    content: `flux ${verb} ${tool} ${shellWord(name)} -n ${shellWord(
      namespace,
    )}\n`,
  };
}

function suspension(reconciler: Reconciler): Drift[] {
  const { object, now } = reconciler;
  if (!object.suspended) return [];
  const { suspendedSince: since } = object;
  return [
    {
      state: lasted(since, now, SUSPENDED_AT_MOST) ? 'fail' : 'warn',
      reason: {
        code: 'suspended',
        message: `${titleOf(reconciler)} is suspended${
          since === undefined ? '' : `, for ${ago(now - since)} at least`
        }: nothing of it is applied.`,
        field: 'spec.suspend',
      },
      remediation: command(
        reconciler,
        'Resume it; where it is suspended in Git, take that out first.',
        'resume',
      ),
    },
  ];
}

/** An object that no controller has looked at counts from its creation. */
function readiness(reconciler: Reconciler): Drift[] {
  const { object, now } = reconciler;
  const { ready, outdated, suspended } = object;
  if (suspended || (ready?.status === 'True' && !outdated)) return [];
  const since = ready ? ready.since : object.createdAt;
  const long = lasted(since, now, HOUR);
  const age = since === undefined ? '' : ` for ${ago(now - since)}`;
  const said = () => {
    if (!ready) return `${titleOf(reconciler)} has never been reconciled.`;
    if (ready.status === 'True') {
      return `${titleOf(
        reconciler,
      )} has been changed and not been reconciled since.`;
    }
    return `${titleOf(reconciler)} has been Ready=${ready.status}${
      ready.reason ? ` (${ready.reason})` : ''
    }${age}.`;
  };
  return [
    {
      state: long && (!ready || ready.status === 'False') ? 'fail' : 'warn',
      reason: { code: 'not-ready', message: said() },
      remediation: command(
        reconciler,
        'Read what it says, repair it, and reconcile.',
        'reconcile',
      ),
    },
  ];
}

function revisions(reconciler: Reconciler): Drift[] {
  const { lastAppliedRevision, lastAttemptedRevision } = reconciler.object;
  return lastAttemptedRevision === undefined ||
    lastAppliedRevision === lastAttemptedRevision
    ? []
    : [
        {
          state: 'warn',
          reason: {
            code: 'behind-git',
            message: `${titleOf(
              reconciler,
            )} has attempted a revision that it has not applied.`,
          },
          remediation: command(
            reconciler,
            'See why the newest revision is not applied.',
            'reconcile',
          ),
        },
      ];
}

/** A Kustomization undoes changes by hand at every interval. */
export function kustomizationDrift(
  object: KustomizationObject,
  context: { now: number; protectedBranches: readonly string[] },
): readonly Drift[] {
  const reconciler: Reconciler = {
    tool: 'kustomization',
    object,
    now: context.now,
  };
  const followed = branchOfApplied(object.lastAppliedRevision);
  const open =
    followed !== undefined &&
    !context.protectedBranches.some(glob => globMatch(glob, followed));
  return [
    ...suspension(reconciler),
    ...readiness(reconciler),
    ...revisions(reconciler),
    ...(open
      ? [
          unprotected(titleOf(reconciler), followed, {
            ...TOOLS.kustomization,
            namespace: object.namespace,
            name: object.name,
          }),
        ]
      : []),
  ];
}

function detectDrift(reconciler: Reconciler): Remediation {
  const { namespace, name } = reconciler.object;
  return {
    summary: 'Let Flux undo changes by hand.',
    type: 'patch',
    target: { ...TOOLS.helmrelease, namespace, name },
    content: toYaml({ spec: { driftDetection: { mode: 'enabled' } } }),
    note: 'Make the change in Git. Fields that an autoscaler or a webhook owns go into driftDetection.ignore first.',
  };
}

/** A HelmRelease applies what changed in the chart, and detects drift on demand only. */
export function helmReleaseDrift(
  object: HelmReleaseObject,
  { now }: { now: number },
): readonly Drift[] {
  const reconciler: Reconciler = { tool: 'helmrelease', object, now };
  return [
    ...suspension(reconciler),
    ...readiness(reconciler),
    ...(object.testFailed
      ? [
          {
            state: 'warn' as const,
            reason: {
              code: 'tests-failed',
              message: `The tests of ${titleOf(reconciler)} failed.`,
            },
            remediation: command(
              reconciler,
              'Read what its tests say, repair it, and reconcile.',
              'reconcile',
            ),
          },
        ]
      : []),
    ...(object.driftDetection === 'enabled'
      ? []
      : [
          {
            state: 'warn' as const,
            reason: {
              code: 'no-drift-detection',
              message: `${titleOf(reconciler)} ${
                object.driftDetection === 'warn'
                  ? 'reports drift and does not undo it'
                  : 'does not detect drift'
              }: a change by hand stays.`,
              field: 'spec.driftDetection.mode',
            },
            remediation: detectDrift(reconciler),
          },
        ]),
  ];
}
