import type {
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { workloadRemediation } from '../workloadRemediation';
import type { Grant } from './effectiveGrants';
import { bindingName, removals } from './rbacRemediation';

const ELSEWHERE =
  'Identities of clouds and the proxies of meshes bring volumes with tokens of their own and do not need this one.';

/** For pods that never call the API server. */
export function withoutToken(workload: Workload): Remediation {
  return workloadRemediation(workload, {
    topic: 'account',
    summary: 'Mount no token of the ServiceAccount.',
    spec: { automountServiceAccountToken: false },
    note: `A program that does call the Kubernetes API needs an account with a role of its own instead; one that proves with it who it is, to Vault for example, a projected token with that audience. ${ELSEWHERE}`,
  });
}

/** For a token that opens too much to lie on an exposed pod. */
export function withNarrowToken(
  workload: Workload,
  grants: readonly Grant[],
): Remediation {
  const bindings = [...new Set(grants.map(({ binding }) => binding.name))];
  return workloadRemediation(workload, {
    topic: 'account',
    summary:
      'Mount no token, or take the rights from its account that an intruder would want.',
    spec: { automountServiceAccountToken: false },
    note: `The patch is for a program that does not call the Kubernetes API. One that does keeps the token: narrow what ${bindings.join(
      ', ',
    )} give to it, with resourceNames for the Secrets that it reads. ${ELSEWHERE}`,
  });
}

function rebinding(
  account: string,
  namespace: string,
  { binding, namespace: place }: Grant,
): string {
  const { kind, name } = binding.roleRef;
  const role = `--${kind === 'Role' ? 'role' : 'clusterrole'}=${shellWord(
    name,
  )}`;
  const subject = `--serviceaccount=${shellWord(`${namespace}:${account}`)}`;
  const target = shellWord(bindingName(account, bindingName(name, 'own')));
  return place === undefined
    ? `kubectl create clusterrolebinding ${target} ${role} ${subject}`
    : `kubectl create rolebinding ${target} -n ${shellWord(
        place,
      )} ${role} ${subject}`;
}

/** For pods of the account that every pod of the namespace has. */
export function withOwnAccount(
  workload: Workload,
  grants: readonly Grant[],
): Remediation {
  const { name, namespace } = workload;
  return workloadRemediation(workload, {
    topic: 'account',
    summary: `Give it ServiceAccount ${name} of its own, and take the rights from default.`,
    spec: { serviceAccountName: name },
    byHand: [
      'Before the patch:',
      `kubectl create serviceaccount ${shellWord(name)} -n ${shellWord(
        namespace,
      )};`,
      'where the program calls the Kubernetes API also',
      `${grants.map(grant => rebinding(name, namespace, grant)).join('; ')}.`,
      'When no pod of the namespace needs them any more:',
      `${removals(grants).join('; ')}.`,
    ],
    note: 'Pull secrets of default do not come along: name them in the new account or in the pod.',
  });
}
