import type {
  ClaimObject,
  Inventory,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';

/** The claims of a workload but those whose data is said to be ephemeral. */
export function claimsWithData(
  { namespace, claims }: Workload,
  { persistentVolumeClaims }: Pick<Inventory, 'persistentVolumeClaims'>,
): readonly ClaimObject[] {
  return persistentVolumeClaims.filter(
    claim =>
      claim.namespace === namespace &&
      claims.includes(claim.name) &&
      claim.annotations['readiness.io/data'] !== 'ephemeral',
  );
}
