import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import {
  defineCheck,
  evidence,
  found,
  isUnreadable,
  optionalList,
  undecidable,
  type JudgeContext,
  type KeysOf,
  type Occurrence,
  type Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { newestProof, type RecordedProof } from '../recordedProof';
import { bySubject, type Grant } from './effectiveGrants';
import { bindingTitle, removals } from './rbacRemediation';
import { subjectId } from './rbacSubject';
import { grantsOf, isOfSystem, rbacReads, unseenGrants } from './rightHolders';

const ID = 'sec-rbac-reviewed';

const reads = [
  ...rbacReads,
  optionalList('serviceAccounts'),
  evidence('rbac-review'),
] as const;

type Context = JudgeContext<KeysOf<typeof reads>>;

function review(cluster: string): Remediation {
  return {
    summary: 'Review who may do what, take back what nobody needs, record it.',
    type: 'steps',
    content: [
      '1. List who holds what:',
      'kubectl get clusterrolebindings,rolebindings -A -o wide > rbac-before.txt',
      '2. For each binding ask its owner whether it is still needed, and for each group the directory who is in it.',
      '3. Take back what is not; list again and compare:',
      'kubectl get clusterrolebindings,rolebindings -A -o wide > rbac-after.txt; diff rbac-before.txt rbac-after.txt',
      `4. Record the review for cluster ${cluster} with the comparison as its artefact.`,
      '',
    ].join('\n'),
    note: 'Groups come from the identity provider: Kubernetes cannot tell who is in them.',
  };
}

function reviewOccurrence(
  proof: RecordedProof | undefined,
  validDays: number,
  context: Context,
): Occurrence | undefined {
  if (proof?.state === 'valid') return undefined;
  const said = {
    none: ['never-reviewed', 'Nobody has recorded a review of access.'],
    failed: [
      'review-failed',
      `The review ${proof?.age} ago was not brought to its end.`,
    ],
    lapsed: ['lapsed', `The last review was ${proof?.age} ago.`],
    lapsing: [
      'lapsing',
      `The last review was ${proof?.age} ago; it holds ${validDays} days, and lapses at 125 %.`,
    ],
  } as const;
  const [code, message] = said[proof?.state ?? 'none'];
  return {
    state: proof?.state === 'lapsing' ? 'warn' : 'fail',
    discriminator: 'review',
    reasons: [{ code, message }],
    remediation: review(context.cluster.name),
  };
}

const titles = (grants: readonly Grant[]) =>
  [...new Set(grants.map(bindingTitle))].sort().join(', ');

function takeBack(id: string, grants: readonly Grant[]): Remediation {
  const [{ binding, namespace }] = grants;
  return {
    summary: `Take back what is bound to ${id}.`,
    type: 'command',
    target: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
      ...(namespace !== undefined && { namespace }),
      name: binding.name,
    },
    content: [...removals(grants)].sort().join('\n'),
    note: 'Change the manifest as well where the binding is delivered from Git or a chart.',
  };
}

function leavers(params: Context['params']): ReadonlySet<string> {
  const { leavers: names } = params;
  return new Set(
    (Array.isArray(names) ? names : []).filter(
      (name): name is string => typeof name === 'string',
    ),
  );
}

/** Bindings for those who are not there, whom somebody may become. */
function dangling(
  grants: readonly Grant[],
  accounts: ReadonlySet<string> | undefined,
  context: Context,
): readonly Occurrence[] {
  const left = leavers(context.params);
  return [...bySubject(grants).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([id, held]): Occurrence[] => {
      const [{ subject }] = held;
      if (subject.kind === 'User' && left.has(subject.name)) {
        return [
          {
            state: 'fail',
            discriminator: id,
            reasons: [
              {
                code: 'left-user',
                message: `${id} has left and still holds ${titles(
                  held,
                )}: whoever gets the name next gets the rights.`,
              },
            ],
            remediation: takeBack(id, held),
          },
        ];
      }
      if (subject.kind !== 'ServiceAccount' || !accounts) return [];
      if (accounts.has(id) || isOfSystem({ subject }, context)) return [];
      return [
        {
          state: 'warn',
          severity: 'low',
          discriminator: id,
          reasons: [
            {
              code: 'dangling-account',
              message: `${id} does not exist; ${titles(
                held,
              )} waits for whoever creates an account of that name.`,
            },
          ],
          remediation: takeBack(id, held),
        },
      ];
    });
}

/** `sec-rbac-reviewed` (`catalogue/20` S3). */
export const rbacReviewed = defineCheck({
  id: ID,
  title: 'Access is reviewed and stale grants are removed',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'proven',
  effort: 'M',
  fixKey: 'rbac-review',
  gate: 'proven',
  reads,
  params: { leavers: [] },
  texts: {
    why: 'Rights are given for a reason and outlive it. A binding for somebody who is gone waits for whoever takes the name.',
    rules: {
      pass: 'A recorded review of access within `rbac.reviewDays` (90), and no binding for an account that does not exist or a person who left.',
      warn: 'The review is between 100 and 125 % of its validity; or bindings name ServiceAccounts that do not exist.',
      fail: 'No review, an older one, or one that was not brought to its end; or a binding names somebody who has left (parameter `leavers`).',
      unknown:
        'ClusterRoles or ClusterRoleBindings cannot be read; or nothing fails yet and RoleBindings, Roles, ServiceAccounts or the evidence cannot.',
    },
    traps: [
      'Groups come from the identity provider: Kubernetes cannot tell who is in them, a review has to.',
      'Who has left does not show in the cluster: the parameter `leavers` names them as bindings do.',
      'A ServiceAccount that does not exist can be created by whoever may do so in its namespace, with all that is bound to it.',
      'Roles that nobody is bound to are inventory, not a finding.',
    ],
    fix: 'Review every quarter from a list of bindings, and record it with what changed.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    ],
  },
  judge({ subject }, inventory, context) {
    const grants = grantsOf(inventory, context);
    const validDays = context.threshold('rbac.reviewDays');
    const unread = (key: 'serviceAccounts' | 'evidence') =>
      isUnreadable(context.source(key).state);
    const proof = newestProof(inventory.evidence, {
      check: ID,
      subject: subjectKey(subject),
      validDays,
      now: context.now,
    });
    const noEvidence = unread('evidence') && !proof;
    const reviewed = noEvidence
      ? undefined
      : reviewOccurrence(proof, validDays, context);
    const accounts = unread('serviceAccounts')
      ? undefined
      : new Set(
          inventory.serviceAccounts.map(({ name, namespace }) =>
            subjectId({ kind: 'ServiceAccount', name, namespace }),
          ),
        );
    const seen = [
      ...(reviewed ? [reviewed] : []),
      ...dangling(grants, accounts, context),
    ];
    if (!seen.some(({ state }) => state === 'fail')) {
      if (noEvidence) return undecidable('evidence');
      if (!accounts) {
        return undecidable(
          'serviceAccounts',
          'Bindings may name accounts that do not exist.',
        );
      }
      const unseen = unseenGrants(context);
      if (unseen) return unseen;
    }
    return found(seen, {
      code: 'reviewed',
      message: `Access was reviewed ${proof?.age} ago, and every account that is bound exists.`,
    });
  },
});
