/**
 * Somebody who may sign in. What they may do follows from the roles and
 * bindings of the cluster.
 *
 * @public
 */
export interface SampleUser {
  token: string;
  /** As it stands in messages, in the log and in bindings. */
  name: string;
  /** Besides those that every signed-in user and service account is in. */
  groups?: readonly string[];
  /** May use the control endpoints. */
  admin?: boolean;
}

/** Who stands behind which token. */
export class Users {
  readonly #users: Map<string, SampleUser>;

  private constructor(users: readonly SampleUser[]) {
    this.#users = new Map(users.map(user => [user.token, user]));
  }

  static create(users: readonly SampleUser[]): Users {
    return new Users(users);
  }

  /** The user of an `Authorization` header. */
  authenticate(authorization: string | undefined): SampleUser | undefined {
    const match = /^Bearer\s+(\S+)$/i.exec(authorization ?? '');
    return match ? this.#users.get(match[1]) : undefined;
  }

  all(): readonly SampleUser[] {
    return [...this.#users.values()];
  }

  named(name: string): SampleUser | undefined {
    return this.all().find(user => user.name === name);
  }
}

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** All groups that a signed-in user is in. */
export function groupsOf(user: SampleUser): readonly string[] {
  const namespace = SERVICE_ACCOUNT.exec(user.name)?.[1];
  return [
    ...(user.groups ?? []),
    ...(namespace === undefined
      ? []
      : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`]),
    'system:authenticated',
  ];
}
