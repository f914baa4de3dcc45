import { ruleAllows, type Right } from './rbacRights';
import type { Grant } from './effectiveGrants';

interface RiskyRight extends Right {
  /** After "may". */
  does: string;
  /** Objects without a namespace: a RoleBinding gives nothing of them. */
  clusterScoped?: true;
}

const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';
const WRITE = ['create', 'update', 'patch'];

const rows = (
  resources: readonly string[],
  right: Omit<RiskyRight, 'resource'>,
): readonly RiskyRight[] => resources.map(resource => ({ ...right, resource }));

/** Rights that give whoever steals the token more than the workload has. */
const RISKY: readonly RiskyRight[] = [
  ...rows(['secrets'], {
    group: '',
    verbs: ['get', 'list', 'watch'],
    does: 'read Secrets',
  }),
  ...rows(['roles', 'clusterroles'], {
    group: RBAC,
    verbs: ['escalate', 'bind'],
    does: 'raise rights',
  }),
  ...rows(['rolebindings', 'clusterrolebindings'], {
    group: RBAC,
    verbs: WRITE,
    does: 'write bindings',
  }),
  ...rows(['users', 'groups', 'serviceaccounts'], {
    group: '',
    verbs: ['impersonate'],
    does: 'impersonate others',
  }),
  ...rows(['serviceaccounts/token'], {
    group: '',
    verbs: ['create'],
    does: 'create tokens of other accounts',
  }),
  ...rows(['certificatesigningrequests/approval'], {
    group: 'certificates.k8s.io',
    verbs: ['update', 'patch'],
    does: 'approve certificates',
    clusterScoped: true,
  }),
  ...rows(
    [
      'mutatingwebhookconfigurations',
      'validatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
    ],
    {
      group: ADMISSION,
      verbs: WRITE,
      does: 'change admission',
      clusterScoped: true,
    },
  ),
  ...rows(['namespaces'], {
    group: '',
    verbs: ['update', 'patch'],
    does: 'relabel namespaces',
  }),
  ...rows(['persistentvolumes'], {
    group: '',
    verbs: ['create'],
    does: 'create volumes of host paths',
    clusterScoped: true,
  }),
  ...rows(['nodes/proxy'], {
    group: '',
    does: 'run commands on nodes',
    clusterScoped: true,
  }),
];

/**
 * What these grants allow beyond ordinary work, in words, each once. A right
 * on objects that the rule names is taken for one on the holder's own.
 */
export function riskyRights(grants: readonly Grant[]): readonly string[] {
  const held = grants.flatMap(({ rules = [], namespace }) =>
    rules
      .filter(({ resourceNames }) => resourceNames.length === 0)
      .flatMap(rule =>
        RISKY.filter(
          right =>
            !(right.clusterScoped && namespace !== undefined) &&
            ruleAllows(rule, right),
        ),
      ),
  );
  return [...new Set(held.map(({ does }) => does))];
}
