/**
 * Who may do what, like the rules of RBAC.
 *
 * @public
 */
export interface AccessRule {
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
  /** Absent means cluster-wide. */
  namespaces?: readonly string[];
  resourceNames?: readonly string[];
}

/** @public */
export interface SampleUser {
  token: string;
  /** As it stands in messages and in the log. */
  name: string;
  /** May use the control endpoints. */
  admin?: boolean;
  rules: readonly AccessRule[];
}

/** A right that is taken away while the server runs. @public */
export interface Denial {
  user: string;
  group: string;
  resource: string;
  /** Absent means everywhere. */
  namespace?: string;
}

/** What a request wants to do. */
export interface Attempt {
  verb: string;
  group: string;
  resource: string;
  namespace?: string;
  name?: string;
}

/** Tokens, rights, and the rights that were taken away. */
export class Access {
  readonly #users: Map<string, SampleUser>;
  #denials: Denial[] = [];

  private constructor(users: readonly SampleUser[]) {
    this.#users = new Map(users.map(user => [user.token, user]));
  }

  static create(users: readonly SampleUser[]): Access {
    return new Access(users);
  }

  /** The user of an `Authorization` header. */
  authenticate(authorization: string | undefined): SampleUser | undefined {
    const match = /^Bearer\s+(\S+)$/i.exec(authorization ?? '');
    return match ? this.#users.get(match[1]) : undefined;
  }

  userNamed(name: string): SampleUser | undefined {
    return [...this.#users.values()].find(user => user.name === name);
  }

  get denials(): readonly Denial[] {
    return this.#denials;
  }

  deny(denial: Denial): void {
    this.allow(denial);
    this.#denials.push(denial);
  }

  /** Gives a right back that `deny` took away. */
  allow(denial: Denial): void {
    this.#denials = this.#denials.filter(
      old =>
        old.user !== denial.user ||
        old.group !== denial.group ||
        old.resource !== denial.resource ||
        old.namespace !== denial.namespace,
    );
  }

  reset(): void {
    this.#denials = [];
  }

  may(user: SampleUser, attempt: Attempt): boolean {
    return (
      user.rules.some(rule => grants(rule, attempt)) &&
      !this.#denials.some(
        denial => denial.user === user.name && denies(denial, attempt),
      )
    );
  }
}

function grants(rule: AccessRule, attempt: Attempt): boolean {
  const has = (list: readonly string[], value: string) =>
    list.includes('*') || list.includes(value);
  return (
    has(rule.apiGroups, attempt.group) &&
    has(rule.resources, attempt.resource) &&
    has(rule.verbs, attempt.verb) &&
    (!rule.namespaces ||
      (attempt.namespace !== undefined &&
        rule.namespaces.includes(attempt.namespace))) &&
    (!rule.resourceNames ||
      (attempt.name !== undefined && rule.resourceNames.includes(attempt.name)))
  );
}

/** A right denied in one namespace is gone from the cluster-wide list, too. */
function denies(denial: Denial, attempt: Attempt): boolean {
  return (
    denial.group === attempt.group &&
    denial.resource === attempt.resource &&
    (denial.namespace === undefined ||
      attempt.namespace === undefined ||
      denial.namespace === attempt.namespace)
  );
}
