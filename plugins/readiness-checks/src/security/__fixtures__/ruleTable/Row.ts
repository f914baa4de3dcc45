/**
 * Rules with the minor versions of the policy in which a value breaks them, for
 * people to compare with what the admission plugin says: `privileged 0-37`, several
 * joined by a comma; empty for none. 37 stands for every later version.
 */
export type Refused = string;

/** What the two levels refuse. */
export interface Refusals {
  baseline?: Refused;
  restricted?: Refused;
}

/**
 * One value of one field of an otherwise hardened pod. The rows are written from
 * the text of the standard and share no data with the rules that they test.
 */
export interface Row extends Refusals {
  /** The fields as a manifest has them. */
  fields: Readonly<Record<string, unknown>>;
  /** Where `spec.os.name` is windows and that makes a difference. */
  windows?: Refusals;
  /** Where `spec.hostUsers` is false and that makes a difference. */
  ownUsers?: Refusals;
}
