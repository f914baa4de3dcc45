import type { Knex } from 'knex';
import { fromJson } from '../database/rows';
import type { DbClusterRow } from '../database/tables';

export type Fingerprint = Readonly<Record<string, unknown>>;

/** What of a cluster would have to stay the same for a proof to hold (B.5). */
export type FingerprintOf = (
  clusterUid: string,
) => Promise<Fingerprint | undefined>;

/** Reads the fingerprint that the last whole scan of a cluster left. */
export function storedFingerprints(knex: Knex): FingerprintOf {
  return async uid => {
    const row = await knex<DbClusterRow>('clusters')
      .where({ uid })
      .whereNull('removed_at')
      .first();
    if (!row) return undefined;
    const k8sMinor = row.version?.match(/\d+\.\d+/)?.[0];
    return {
      ...(row.fingerprint !== null && fromJson<Fingerprint>(row.fingerprint)),
      ...(k8sMinor !== undefined && { k8sMinor }),
      clusterUid: uid,
    };
  };
}

/** Whether something that both sides know differs. */
export function fingerprintChanged(
  recorded: Fingerprint | undefined,
  current: Fingerprint | undefined,
): boolean {
  if (!recorded || !current) return false;
  return Object.entries(recorded).some(
    ([key, value]) =>
      current[key] !== undefined &&
      JSON.stringify(current[key]) !== JSON.stringify(value),
  );
}
