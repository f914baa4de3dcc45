import {
  defineCheck,
  found,
  isUnreadable,
  list,
  named,
  optionalList,
  undecidable,
  type Occurrence,
  type Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  grantReasons,
  holdersOf,
  isAnyone,
  isAws,
  isShared,
  runsOnEks,
  type ClusterAdminContext,
  type Holder,
} from './clusterAdminHolders';
import { clusterAdminRemediation } from './clusterAdminRemediation';
import { effectiveGrants } from './effectiveGrants';
import { allowsEverything } from './rbacRights';

/** So many subjects may be excepted before excepting is the rule. */
const MOST_EXCEPTED = 2;

function verdictReason(
  { subject }: Holder,
  context: ClusterAdminContext,
): Reason {
  if (isAnyone(subject)) {
    return {
      code: 'everyone',
      message: `${subject.name} is everyone who reaches the API server.`,
    };
  }
  if (subject.kind === 'User' || subject.kind === 'AwsUser') {
    return {
      code: 'individual-user',
      message: 'A person holds these rights at all times, by name.',
    };
  }
  if (isAws(subject)) {
    return {
      code: 'role-not-listed',
      message:
        'The role is not on the list of break-glass identities, and the cluster cannot tell who may assume it.',
    };
  }
  if (subject.kind === 'Group') {
    return {
      code: 'group-not-listed',
      message:
        'The group is not on the list of break-glass groups, and the cluster cannot tell who is in it.',
    };
  }
  return context.namespaceClass(subject.namespace ?? '') === 'tenant'
    ? {
        code: 'tenant-service-account',
        message: `Whoever may create a pod in namespace ${subject.namespace} has the cluster.`,
      }
    : {
        code: 'service-account-not-excepted',
        message: 'No exception says why this account needs the whole cluster.',
      };
}

function exceptedOccurrence(
  holder: Holder,
  tooMany: boolean,
  context: ClusterAdminContext,
): Occurrence {
  return {
    state: tooMany ? 'fail' : 'warn',
    severity: tooMany ? 'high' : 'medium',
    discriminator: holder.id,
    reasons: [
      ...grantReasons(holder),
      {
        code: 'excepted',
        message: `${
          tooMany ? `More than ${MOST_EXCEPTED} are excepted. ` : 'Excepted: '
        }${holder.exception?.reason ?? ''}`,
      },
    ],
    remediation: clusterAdminRemediation(holder, context),
  };
}

function occurrences(
  all: readonly Holder[],
  context: ClusterAdminContext,
): readonly Occurrence[] {
  const excepted = all.filter(({ exception }) => exception);
  const groups = excepted.filter(({ subject }) => isShared(subject));
  const accounts = excepted.filter(({ subject }) => !isShared(subject));
  const standing = all
    .filter(({ exception }) => !exception)
    .map<Occurrence>(holder => ({
      state: isShared(holder.subject) ? 'warn' : 'fail',
      ...(isShared(holder.subject) && { severity: 'high' }),
      discriminator: holder.id,
      reasons: [...grantReasons(holder), verdictReason(holder, context)],
      remediation: clusterAdminRemediation(holder, context),
    }));
  return [
    ...standing,
    ...accounts.map(holder =>
      exceptedOccurrence(holder, accounts.length > MOST_EXCEPTED, context),
    ),
    ...(groups.length > MOST_EXCEPTED
      ? groups.map(holder => ({
          ...exceptedOccurrence(holder, true, context),
          state: 'warn' as const,
        }))
      : []),
  ];
}

/** `sec-rbac-cluster-admin` (`catalogue/20` S3). */
export const rbacClusterAdmin = defineCheck({
  id: 'sec-rbac-cluster-admin',
  title: 'cluster-admin is rare and human-free',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'M',
  fixKey: 'rbac-least-privilege',
  gate: 'configured',
  onManifests: 'judged',
  reads: [
    optionalList('clusterRoles'),
    list('clusterRoleBindings'),
    optionalList('nodes'),
    named('awsAuth', 'kube-system', ['aws-auth']),
  ],
  texts: {
    why: 'cluster-admin reads every Secret and changes every workload. A ServiceAccount that has it gives it to whoever can start a pod under it; a person who has it at all times loses it with one laptop.',
    rules: {
      pass: 'At most two break-glass groups or AWS roles, each excepted with a reason; no ServiceAccount and no single user.',
      warn: 'At most two ServiceAccounts of operators, each excepted with a reason; a group, or an AWS role in system:masters, that no exception names; more than two of those excepted.',
      fail: 'A ServiceAccount without an exception, a single user, or everyone (system:authenticated, system:serviceaccounts); more than two excepted ServiceAccounts.',
      unknown:
        'ClusterRoleBindings cannot be read; or nothing fails yet and ClusterRoles, or on EKS ConfigMap aws-auth, cannot be read.',
    },
    traps: [
      'Group system:masters passes by RBAC altogether and stands in client certificates that nobody can list.',
      'EKS lets AWS identities in by ConfigMap aws-auth, which is read (exceptions name them AwsRole:<name>), and by access entries, which the cluster does not show: aws eks list-access-entries does.',
      'Any role with every verb on every resource is cluster-admin, whatever its name; aggregated roles are resolved.',
      'A RoleBinding to cluster-admin holds in its namespace only and is not counted here.',
      'A ServiceAccount may be bound as user system:serviceaccount:<namespace>:<name>.',
      'GitOps controllers often are cluster-admin: scope them by AppProject or impersonation, and except them with a reason.',
    ],
    fix: 'Bind admin or edit in the namespaces concerned, then delete the ClusterRoleBinding.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    ],
  },
  judge(_subject, inventory, context) {
    const { clusterRoles, clusterRoleBindings, nodes, awsAuth } = inventory;
    const unread = (key: 'clusterRoles' | 'nodes' | 'awsAuth') =>
      isUnreadable(context.source(key).state);
    const grants = effectiveGrants({
      clusterRoles,
      clusterRoleBindings,
      unread: { clusterRoles: unread('clusterRoles') },
    }).filter(({ rules }) => rules && allowsEverything(rules));
    const seen = occurrences(holdersOf(grants, awsAuth, context), context);
    const onEks = runsOnEks(nodes);
    if (!seen.some(({ state }) => state === 'fail')) {
      if (unread('clusterRoles')) {
        return undecidable(
          'clusterRoles',
          'A role of another name may allow everything.',
        );
      }
      if (unread('awsAuth') && (onEks || unread('nodes'))) {
        return undecidable(
          'awsAuth',
          'ConfigMap aws-auth may put AWS identities into system:masters.',
        );
      }
      if (awsAuth.some(({ parsed }) => !parsed)) {
        return undecidable(
          'awsAuth',
          'A part of ConfigMap aws-auth is no list of mappings.',
        );
      }
    }
    return found(
      seen,
      {
        code: 'rare',
        message: 'No account outside the break-glass groups is cluster-admin.',
      },
      ...(onEks
        ? [
            {
              code: 'access-entries-not-seen',
              message:
                'Access entries of EKS do not show in the cluster and were not judged.',
            },
          ]
        : []),
    );
  },
});
