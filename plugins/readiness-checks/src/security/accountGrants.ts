import type { ServiceAccountObject } from '@readiness/backstage-plugin-readiness-engine';
import {
  bySubject,
  effectiveGrants,
  type Grant,
  type RbacObjects,
} from './effectiveGrants';

type Inventory = Required<Omit<RbacObjects, 'unread'>> & {
  serviceAccounts: readonly ServiceAccountObject[];
};

/** What bindings give to ServiceAccounts, looked up by their names. */
export interface AccountGrants {
  account(namespace: string, name: string): ServiceAccountObject | undefined;
  /** To the account itself. */
  own(namespace: string, name: string): readonly Grant[];
  /** To all accounts of its namespace. */
  ofNamespace(namespace: string): readonly Grant[];
  /** To every account, or to everyone who signed in. */
  ofEveryone(): readonly Grant[];
}

function index(
  inventory: Inventory,
  unread: RbacObjects['unread'],
): AccountGrants {
  // A binding to a role that does not exist gives nothing.
  const grants = effectiveGrants({ ...inventory, unread }).filter(
    ({ rules }) => rules === undefined || rules.length > 0,
  );
  const held = bySubject(grants);
  const accounts = new Map(
    inventory.serviceAccounts.map(account => [
      `${account.namespace}/${account.name}`,
      account,
    ]),
  );
  const of = (id: string) => held.get(id) ?? [];
  return {
    account: (namespace, name) => accounts.get(`${namespace}/${name}`),
    own: (namespace, name) => of(`ServiceAccount:${namespace}/${name}`),
    ofNamespace: namespace => of(`Group:system:serviceaccounts:${namespace}`),
    ofEveryone: () => [
      ...of('Group:system:serviceaccounts'),
      ...of('Group:system:authenticated'),
    ],
  };
}

const known = new WeakMap<
  Inventory['clusterRoles'],
  { inventory: Inventory; grants: AccountGrants }
>();

const KEYS = [
  'clusterRoles',
  'clusterRoleBindings',
  'roles',
  'roleBindings',
  'serviceAccounts',
] as const;

/** The same for every workload of a scan, so it is made once. */
export function accountGrants(
  inventory: Inventory,
  unread: RbacObjects['unread'],
): AccountGrants {
  const held = known.get(inventory.clusterRoles);
  if (held && KEYS.every(key => held.inventory[key] === inventory[key])) {
    return held.grants;
  }
  const grants = index(inventory, unread);
  known.set(inventory.clusterRoles, { inventory, grants });
  return grants;
}
