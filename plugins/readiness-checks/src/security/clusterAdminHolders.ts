import type {
  AwsAuthObject,
  Exception,
  JudgeContext,
  NodeObject,
  Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import { cloudOf } from '../nodes/nodeGroups';
import { bySubject, type Grant } from './effectiveGrants';
import { isEveryone, subjectId, type RbacSubject } from './rbacSubject';

/** An identity of AWS that EKS lets in as a member of `system:masters`. */
export interface AwsPrincipal {
  kind: 'AwsRole' | 'AwsUser';
  name: string;
}

/** Somebody who may do everything, and by what. */
export interface Holder {
  /** e.g. `ServiceAccount:batch/default`, `AwsRole:break-glass`. */
  id: string;
  subject: RbacSubject | AwsPrincipal;
  /** Of RBAC; what `aws-auth` gives comes on top of it. */
  grants: readonly Grant[];
  exception?: Exception;
}

export type ClusterAdminContext = JudgeContext<
  'clusterRoles' | 'clusterRoleBindings' | 'nodes' | 'awsAuth'
>;

export const isAws = (subject: Holder['subject']): subject is AwsPrincipal =>
  subject.kind === 'AwsRole' || subject.kind === 'AwsUser';

/** True for subjects that mean everyone. */
export const isAnyone = (subject: Holder['subject']) =>
  !isAws(subject) && isEveryone(subject);

/** Groups, and AWS roles: the cluster cannot tell who is behind them. */
export const isShared = (subject: Holder['subject']) =>
  subject.kind === 'AwsRole' ||
  (subject.kind === 'Group' && !isAnyone(subject));

/** Members of this group pass by RBAC altogether. */
const MASTERS = 'system:masters';

function awsPrincipals(
  objects: readonly AwsAuthObject[],
): readonly AwsPrincipal[] {
  return objects
    .flatMap(({ mappings }) => mappings)
    .filter(({ groups }) => groups.includes(MASTERS))
    .map(({ kind, principal }) => ({
      kind: kind === 'role' ? 'AwsRole' : 'AwsUser',
      name: principal,
    }));
}

function excepted(
  holder: Omit<Holder, 'exception'>,
  context: ClusterAdminContext,
): Holder {
  const { id, subject } = holder;
  const exception = isAnyone(subject)
    ? undefined
    : context.exception({
        namespace: isAws(subject) ? undefined : subject.namespace,
        name: subject.name,
        rule: id,
      });
  return { ...holder, ...(exception && { exception }) };
}

/** Everybody who may do everything, each once, with what excepts them. */
export function holdersOf(
  grants: readonly Grant[],
  awsAuth: readonly AwsAuthObject[],
  context: ClusterAdminContext,
): readonly Holder[] {
  const aws = new Map(
    awsPrincipals(awsAuth).map(subject => [
      `${subject.kind}:${subject.name}`,
      { subject, grants: [] },
    ]),
  );
  const rbac = [...bySubject(grants).values()].map(
    held =>
      [
        subjectId(held[0].subject),
        { subject: held[0].subject, grants: held },
      ] as const,
  );
  return [...rbac, ...aws].map(([id, held]) =>
    excepted({ id, ...held }, context),
  );
}

/**
 * EKS keeps its control plane to itself: nodes of AWS and none of them one of
 * the control plane.
 */
export function runsOnEks(nodes: readonly NodeObject[]): boolean {
  return (
    nodes.some(node => cloudOf(node) === 'aws') &&
    !nodes.some(
      ({ labels }) =>
        'node-role.kubernetes.io/control-plane' in labels ||
        'node-role.kubernetes.io/master' in labels,
    )
  );
}

/** What gives a holder the rights. */
export function grantReasons({
  id,
  subject,
  grants,
}: Holder): readonly Reason[] {
  if (isAws(subject)) {
    const list = subject.kind === 'AwsRole' ? 'mapRoles' : 'mapUsers';
    return [
      {
        code: 'system-masters',
        message: `${list} of ConfigMap aws-auth puts ${id} into group ${MASTERS}, which passes by RBAC altogether.`,
        field: `ConfigMap/kube-system/aws-auth ${list}`,
      },
    ];
  }
  return grants.map(({ binding }) => ({
    code: 'cluster-admin',
    message: `ClusterRoleBinding ${binding.name} gives ClusterRole ${binding.roleRef.name}, every verb on every resource, to ${id}.`,
    field: `ClusterRoleBinding/${binding.name}`,
  }));
}
