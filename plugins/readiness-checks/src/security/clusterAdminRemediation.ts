import type { Remediation } from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import {
  isAws,
  type AwsPrincipal,
  type ClusterAdminContext,
  type Holder,
} from './clusterAdminHolders';
import { bindingName, narrower, removals } from './rbacRemediation';

/** Taking the rights of an operator away at once would stop it. */
function operatorSteps({ id, grants }: Holder): Remediation {
  return {
    summary: `Give ${id} a role that names what it manages.`,
    type: 'steps',
    content: [
      `1. Find what ${id} uses: its documentation, or the audit log by its user name.`,
      '2. Write a ClusterRole with those resources and verbs, and bind it.',
      `3. Then take the wide one away:\n${removals(grants).join('\n')}`,
    ].join('\n'),
    note: 'A GitOps controller applies whatever Git says: scope it by AppProjects and by impersonating an account for each destination, and keep a dated exception for the rest.',
  };
}

/** No binding gives what `aws-auth` does: the mapping has to change. */
function awsSteps({ kind, name }: AwsPrincipal): Remediation {
  const isRole = kind === 'AwsRole';
  const group = bindingName(name, 'eks');
  return {
    summary: `Map the AWS ${
      isRole ? 'role' : 'user'
    } ${name} to a group that RBAC bounds, not to system:masters.`,
    type: 'steps',
    target: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'kube-system',
      name: 'aws-auth',
    },
    content: [
      '1. Give a group of its own what is needed:',
      `kubectl create rolebinding ${shellWord(
        group,
      )} -n NAMESPACE --clusterrole=admin --group=${shellWord(group)}`,
      `2. kubectl edit configmap aws-auth -n kube-system: in ${
        isRole ? 'mapRoles, rolearn' : 'mapUsers, userarn'
      } …/${name}, put group ${group} in place of system:masters.`,
      ...(isRole
        ? []
        : [
            '3. Better still, map a role that people assume for an hour, and drop the user.',
          ]),
    ].join('\n'),
    note: 'One wrong space in aws-auth locks everyone out: keep a second session open. Access entries of EKS are the successor; aws eks list-access-entries shows who holds AmazonEKSClusterAdminPolicy.',
  };
}

/** What to do about somebody who may do everything. */
export function clusterAdminRemediation(
  holder: Holder,
  context: ClusterAdminContext,
): Remediation {
  const { id, subject, grants, exception } = holder;
  if (isAws(subject)) return awsSteps(subject);
  const operator =
    subject.kind === 'ServiceAccount' &&
    (exception || context.namespaceClass(subject.namespace ?? '') !== 'tenant');
  if (operator) return operatorSteps(holder);
  const first = narrower(subject);
  return {
    summary: `Take cluster-wide admin rights from ${id} and give it what it needs.`,
    type: 'command',
    target: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      name: grants[0].binding.name,
    },
    content: [...(first ? [first] : []), ...removals(grants)].join('\n'),
    note: first
      ? 'The narrower binding comes first so that nothing stops in between. Choose the namespace and a role with less than edit or admin where that is enough; change the manifest as well where the binding is delivered from Git or a chart.'
      : 'Whatever relied on this binding needs an identity and a role of its own.',
  };
}
