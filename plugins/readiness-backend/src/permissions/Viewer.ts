/** What one caller may see, decided once and used to filter in SQL. */
export interface Viewer {
  /** Absent for a service, which sees everything. */
  userEntityRef?: string;
  /** What the user is and the groups that they belong to, as their sign-in says. */
  ownershipRefs?: readonly string[];
  /** Entities whose results may be seen; absent means all. */
  entities?: ReadonlySet<string>;
  /** The same whatever the rollout keeps to owners; absent means all. */
  readable?: ReadonlySet<string>;
  /** May see clusters and what belongs to no entity. */
  clusterRead: boolean;
  /** Owners whose unowned things may be seen; absent means all. */
  owners?: ReadonlySet<string>;
  /** Whether anything of the plugin may be read at all. */
  scorecardRead: boolean;
}

export function seesEntity(viewer: Viewer, ref: string): boolean {
  return viewer.entities?.has(ref) ?? true;
}

/** A thing without an entity, such as a finding on a shared namespace. */
export function seesUnowned(viewer: Viewer, owner: string): boolean {
  return viewer.clusterRead && (viewer.owners?.has(owner) ?? true);
}
