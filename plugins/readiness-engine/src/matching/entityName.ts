/** The name in a full entity ref, in lower case as refs are. */
export function entityName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
