import {
  defineCheck,
  found,
  list,
  pass,
  type Exception,
  type JudgeContext,
  type Occurrence,
  type Reason,
  type Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { effectiveGrants } from './effectiveGrants';
import type { PowerId } from './rbacPowers';
import { bindingName, subjectFlag } from './rbacRemediation';
import {
  exceptionFor,
  holdersOf,
  isOfSystem,
  type Held,
  type Holder,
} from './rightHolders';
import { withoutRights } from './rightsRemediation';

const NODE_PROXY: ReadonlySet<PowerId> = new Set(['node-proxy']);

/** The minor version whose kubelets authorize their paths one by one. */
const FINE_GRAINED_SINCE = 33;

type Context = JudgeContext<'clusterRoles' | 'clusterRoleBindings'>;

interface ExceptedHolder extends Holder {
  exception?: Exception;
}

/**
 * Rows of the catalogue name what is known to need it; those of the operator
 * name a control plane that goes by another name. For an account of monitoring
 * there is another way since kubelets tell their paths apart.
 */
const isSetAside = ({ exception, subject }: ExceptedHolder) =>
  exception !== undefined &&
  (exception.origin === 'shipped' || subject.kind !== 'ServiceAccount');

function reasonFor(id: string, { grant, verbs }: Held): Reason {
  const { binding } = grant;
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

function remediation({ id, subject, held }: Holder): Remediation {
  const kubelet = shellWord(bindingName(subject.name, 'kubelet'));
  const isAccount = subject.kind === 'ServiceAccount';
  return withoutRights({ subject }, held, {
    summary: `Take nodes/proxy from ${id}${
      isAccount ? ' and give it the paths of the kubelet it reads' : ''
    }.`,
    first: isAccount
      ? [
          `kubectl create clusterrole ${kubelet} --verb=get --resource=nodes/metrics,nodes/stats,nodes/log`,
          `kubectl create clusterrolebinding ${kubelet} --clusterrole=${kubelet} ${subjectFlag(
            subject,
          )}`,
        ]
      : [],
    note: 'nodes/metrics, nodes/stats and nodes/log have always been enough for metrics; from v1.33 on nodes/pods, nodes/healthz and nodes/configz replace the rest. A chart brings the role back: change its values as well.',
  });
}

/** A role may say so in several rules: one reason for each binding. */
const onceByBinding = (held: readonly Held[]): readonly Held[] =>
  [...new Set(held.map(({ grant }) => grant))].map(grant => {
    const own = held.filter(one => one.grant === grant);
    return { ...own[0], verbs: [...new Set(own.flatMap(one => one.verbs))] };
  });

function occurrence(holder: ExceptedHolder, context: Context): Occurrence {
  const { id, held, exception } = holder;
  const reasons = onceByBinding(held).map(one => reasonFor(id, one));
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
  onManifests: 'judged',
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
    const { clusterRoles, clusterRoleBindings } = inventory;
    const grants = effectiveGrants({ clusterRoles, clusterRoleBindings });
    const all = holdersOf(grants, NODE_PROXY)
      .filter(holder => !isOfSystem(holder, context))
      .map((holder): ExceptedHolder => {
        const exception = exceptionFor(holder, 'node-proxy', context);
        return { ...holder, ...(exception && { exception }) };
      });
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
