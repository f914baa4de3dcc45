import type { SampleUser } from './api/Users';

/**
 * Bearer tokens of the demo. They open nothing but a sample cluster.
 *
 * @public
 */
export const SAMPLE_TOKENS = {
  scanner: 'sample-scanner-token',
  developer: 'sample-developer-token',
  demo: 'sample-demo-token',
} as const;

/** Names of the demo's users, as the request log shows them. @public */
export const SAMPLE_USER_NAMES = {
  scanner: 'system:serviceaccount:readiness:readiness-scanner',
  developer: 'ana.lind@nordwind.example',
  demo: 'demo-operator',
} as const;

/**
 * The scanner, a developer of the checkout team, and the operator of the demo.
 * What they may do stands in the roles and bindings of a cluster.
 *
 * @public
 */
export const SAMPLE_USERS: readonly SampleUser[] = [
  { token: SAMPLE_TOKENS.scanner, name: SAMPLE_USER_NAMES.scanner },
  {
    token: SAMPLE_TOKENS.developer,
    name: SAMPLE_USER_NAMES.developer,
    groups: ['nordwind:developers', 'nordwind:team-checkout'],
  },
  {
    token: SAMPLE_TOKENS.demo,
    name: SAMPLE_USER_NAMES.demo,
    groups: ['system:masters'],
    admin: true,
  },
];
