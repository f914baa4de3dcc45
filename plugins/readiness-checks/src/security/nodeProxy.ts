import {
  defineCheck,
  found,
  list,
  pass,
  type Exception,
  type JudgeContext,
  type Occurrence,
  type PolicyRule,
  type Reason,
  type Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { bySubject, effectiveGrants, type Grant } from './effectiveGrants';
import { bindingName, removals, subjectFlag } from './rbacRemediation';
import { allowsEverything, ruleAllows } from './rbacRights';
import { isEveryone } from './rbacSubject';

const NODE_PROXY = { group: '', resource: 'nodes/proxy' } as const;

/** The minor version whose kubelets authorize their paths one by one. */
const FINE_GRAINED_SINCE = 33;

type Context = JudgeContext<'clusterRoles' | 'clusterRoleBindings'>;

const rulesOf = ({ rules = [] }: Grant): readonly PolicyRule[] =>
  rules.filter(rule => ruleAllows(rule, NODE_PROXY));

/** Nothing else of its role would be lost with the binding. */
const isAllOfIt = (grant: Grant) =>
  (grant.rules ?? []).every(
    ({ resources, nonResourceURLs }) =>
      nonResourceURLs.length === 0 &&
      resources.every(resource => resource === NODE_PROXY.resource),
  );

interface Holder {
  id: string;
  grants: readonly Grant[];
  exception?: Exception;
}

function holders(
  grants: readonly Grant[],
  context: Context,
): readonly Holder[] {
  return [...bySubject(grants).entries()].map(([id, held]) => {
    const { subject } = held[0];
    const exception = isEveryone(subject)
      ? undefined
      : context.exception({
          namespace: subject.namespace,
          name: subject.name,
          rule: id,
        });
    return { id, grants: held, ...(exception && { exception }) };
  });
}

/**
 * Rows of the catalogue name what is known to need it; those of the operator
 * name a control plane that goes by another name. For an account of monitoring
 * there is another way since kubelets tell their paths apart.
 */
const isSetAside = ({ exception, grants }: Holder) =>
  exception !== undefined &&
  (exception.origin === 'shipped' ||
    grants[0].subject.kind !== 'ServiceAccount');

function reasonFor(id: string, grant: Grant): Reason {
  const { binding } = grant;
  const verbs = [...new Set(rulesOf(grant).flatMap(rule => rule.verbs))];
  return {
    code: 'node-proxy',
    message: `ClusterRoleBinding ${binding.name} gives ClusterRole ${
      binding.roleRef.name
    }, ${verbs.join(
      ', ',
    )} on nodes/proxy, to ${id}: commands in every pod of every node, past audit and admission.`,
    field: `ClusterRoleBinding/${binding.name}`,
  };
}

function remediation({ id, grants }: Holder): Remediation {
  const [{ subject }] = grants;
  const kubelet = shellWord(bindingName(subject.name, 'kubelet'));
  const narrow =
    subject.kind === 'ServiceAccount'
      ? [
          `kubectl create clusterrole ${kubelet} --verb=get --resource=nodes/metrics,nodes/stats,nodes/log`,
          `kubectl create clusterrolebinding ${kubelet} --clusterrole=${kubelet} ${subjectFlag(
            subject,
          )}`,
        ]
      : [];
  const mixed = grants.filter(grant => !isAllOfIt(grant));
  const roles = [...new Set(mixed.map(({ binding }) => binding.roleRef.name))];
  return {
    summary: `Take nodes/proxy from ${id}${
      narrow.length > 0 ? ' and give it the paths of the kubelet it reads' : ''
    }.`,
    type: 'command',
    target: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      name: grants[0].binding.name,
    },
    content: [
      ...narrow,
      ...removals(grants.filter(isAllOfIt)),
      ...roles.map(
        role =>
          `kubectl edit clusterrole ${shellWord(
            role,
          )}   # take out nodes/proxy, or name the resources in place of *`,
      ),
    ].join('\n'),
    note: 'nodes/metrics, nodes/stats and nodes/log have always been enough for metrics; from v1.33 on nodes/pods, nodes/healthz and nodes/configz replace the rest. A chart brings the role back: change its values as well.',
  };
}

function occurrence(holder: Holder, context: Context): Occurrence {
  const { id, grants, exception } = holder;
  const reasons = grants.map(grant => reasonFor(id, grant));
  const base = { discriminator: id, remediation: remediation(holder) };
  if (!exception) return { ...base, state: 'fail', reasons };
  const { major, minor } = context.cluster.version;
  const needless = major > 1 || minor >= FINE_GRAINED_SINCE;
  return {
    ...base,
    state: needless ? 'fail' : 'warn',
    severity: needless ? 'high' : 'medium',
    reasons: [
      ...reasons,
      needless
        ? {
            code: 'excepted-needlessly',
            message: `Excepted (${exception.reason}), but kubelets of v${major}.${minor} tell their paths apart: it can do without.`,
          }
        : { code: 'excepted', message: `Excepted: ${exception.reason}` },
    ],
  };
}

/** `sec-rbac-node-proxy` (`catalogue/20` S3). */
export const rbacNodeProxy = defineCheck({
  id: 'sec-rbac-node-proxy',
  title: 'Nobody but the control plane holds nodes/proxy',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'S',
  fixKey: 'rbac-least-privilege',
  gate: 'configured',
  reads: [list('clusterRoles'), list('clusterRoleBindings')],
  texts: {
    why: 'get on nodes/proxy looks like reading. It reaches the kubelet behind the API server, which runs commands in every pod of the node: no audit record, no admission, and every ServiceAccount token on the way.',
    rules: {
      pass: 'No subject outside system namespaces and the control plane holds it, but those on the allow-list. Who may do everything is the matter of sec-rbac-cluster-admin.',
      warn: 'A ServiceAccount for which an exception says why, on a version before v1.33.',
      fail: 'Any other subject; from v1.33 on also an excepted ServiceAccount, since its kubelets tell their paths apart.',
      unknown: 'ClusterRoles or ClusterRoleBindings cannot be read.',
    },
    traps: [
      'Any verb counts: a role with nothing but get, list and watch on everything is a takeover.',
      '* and */proxy cover it; nodes/* does not, RBAC knows no such form.',
      'A RoleBinding gives nothing here: nodes belong to no namespace.',
      'Charts of Prometheus and agents have asked for it for years, and scanners too: this one does not.',
      'Control planes reach their kubelets by it as user kube-apiserver or the like, which the allow-list names.',
    ],
    fix: 'Grant nodes/metrics, nodes/stats, nodes/log, and from v1.33 on nodes/pods, nodes/healthz, nodes/configz.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
      'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
    ],
  },
  judge(_subject, inventory, context) {
    const isOfSystem = ({ subject: { namespace } }: Grant) =>
      namespace !== undefined && context.namespaceClass(namespace) === 'system';
    const grants = effectiveGrants(inventory).filter(
      grant =>
        rulesOf(grant).length > 0 &&
        !allowsEverything(grant.rules ?? []) &&
        !isOfSystem(grant),
    );
    const all = holders(grants, context);
    const seen = all
      .filter(holder => !isSetAside(holder))
      .map(holder => occurrence(holder, context));
    if (seen.length > 0) return found(seen);
    const listed = all.map(({ id }) => id);
    return pass({
      code: 'control-plane-only',
      message:
        listed.length > 0
          ? `Nobody holds nodes/proxy but the control plane and the allow-list: ${listed.join(
              ', ',
            )}.`
          : 'Nobody but the control plane holds nodes/proxy.',
    });
  },
});
