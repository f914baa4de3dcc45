/** @public */
export interface ObjectMeta {
  name: string;
  /** Absent for cluster-scoped objects. */
  namespace?: string;
  uid?: string;
  createdAt?: number;
  labels: Readonly<Record<string, string>>;
  /** Provenance and an allow-list per kind; never `last-applied-configuration`. */
  annotations: Readonly<Record<string, string>>;
  /** Another object made it. */
  owned?: boolean;
}

/** A label selector; `undefined` selects nothing, an empty one everything. @public */
export interface LabelSelector {
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly {
    key: string;
    operator: string;
    values?: readonly string[];
  }[];
}

/** An object of which only name and existence matter. @public */
export type PresenceObject = ObjectMeta;

/** @public */
export type NamespaceObject = ObjectMeta;
