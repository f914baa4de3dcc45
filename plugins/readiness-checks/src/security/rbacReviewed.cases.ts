import type { CheckCase } from '../__fixtures__/checkCases';
import { proof } from '../__fixtures__/proof';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacReviewed as check } from './rbacReviewed';

const CLUSTER = 'cluster:test-cluster-uid';

const reviewed = (days: number, rest: object = {}) =>
  proof(days, {
    check: check.id,
    control: 'S3',
    what: 'rbac-review',
    subjects: [CLUSTER],
    ...rest,
  });

const withReview = (days: number, rest?: object) => ({
  evidence: [reviewed(days, rest)],
});

const view = clusterRole('view', [rule(['get'], ['pods'])]);
const bot = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'bot', namespace: 'shop' },
};
const bound = (subject: ReturnType<typeof user>) => [
  view,
  bot,
  roleBinding('shop', 'viewers', { name: 'view' }, [subject]),
];
const inOrder = bound(account('shop', 'bot'));

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a review within 90 days, with accounts that exist',
    objects: inOrder,
    options: withReview(80),
    state: 'pass',
    codes: ['reviewed'],
  },
  {
    it: 'warns of a review between 100 and 125 % of its validity',
    objects: inOrder,
    options: withReview(100),
    state: 'warn',
    codes: ['lapsing'],
  },
  {
    it: 'warns of accounts that do not exist',
    objects: bound(account('shop', 'gone')),
    options: withReview(10),
    state: 'warn',
    codes: ['dangling-account'],
  },
  {
    it: 'warns of an account in a namespace that does not exist',
    objects: [
      view,
      clusterRoleBinding('viewers', 'view', [account('gone', 'default')]),
    ],
    options: withReview(10),
    state: 'warn',
    codes: ['dangling-account'],
  },
  {
    it: 'does not mind accounts of the system, which controllers make',
    objects: [
      view,
      clusterRoleBinding('viewers', 'view', [account('kube-system', 'later')]),
    ],
    options: withReview(10),
    state: 'pass',
  },
  {
    it: 'trap 16: does not mind roles that nobody is bound to',
    objects: [...inOrder, clusterRole('unbound', [rule(['*'], ['*'])])],
    options: withReview(10),
    state: 'pass',
  },
  {
    it: 'fails without a review',
    objects: inOrder,
    state: 'fail',
    codes: ['never-reviewed'],
  },
  {
    it: 'fails with a review of another cluster only',
    objects: inOrder,
    options: withReview(10, { subjects: ['cluster:other'] }),
    state: 'fail',
    codes: ['never-reviewed'],
  },
  {
    it: 'fails with an older review',
    objects: inOrder,
    options: withReview(113),
    state: 'fail',
    codes: ['lapsed'],
  },
  {
    it: 'takes the validity from the configuration',
    objects: inOrder,
    options: { ...withReview(80), thresholds: { 'rbac.reviewDays': 30 } },
    state: 'fail',
    codes: ['lapsed'],
  },
  {
    it: 'fails where the newest review was not brought to its end',
    objects: inOrder,
    options: {
      evidence: [reviewed(40), reviewed(5, { outcome: 'partial' })],
    },
    state: 'fail',
    codes: ['review-failed'],
  },
  {
    it: 'fails for a person who has left',
    objects: bound(user('emil@shop.example')),
    options: {
      ...withReview(10),
      params: { leavers: ['emil@shop.example'] },
    },
    state: 'fail',
    codes: ['left-user'],
  },
  {
    it: 'does not mind a person who is still there',
    objects: bound(user('ann@shop.example')),
    options: {
      ...withReview(10),
      params: { leavers: ['emil@shop.example'] },
    },
    state: 'pass',
  },
  ...[
    'clusterroles',
    'clusterrolebindings',
    'roles',
    'rolebindings',
    'serviceaccounts',
  ].map(forbidden => ({
    it: `does not know where ${forbidden} are forbidden`,
    objects: inOrder,
    options: { ...withReview(10), forbidden: [forbidden] },
    state: 'unknown' as const,
    unknownReason: 'forbidden' as const,
  })),
];

export const rbacReviewedCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
