import type { Knex } from 'knex';
import { fromJson, toJson } from '../database/rows';
import type { DbClusterRow } from '../database/tables';

/** What has to stay the same for a proof to hold (B.5), e.g. `k8sMinor`. */
export type Fingerprint = Readonly<Record<string, unknown>>;

/** The fingerprint of a cluster as it is known now. */
export type FingerprintOf = (
  clusterUid: string,
) => Promise<Fingerprint | undefined>;

/** Fingerprints that the last scans left. */
export function storedFingerprints(knex: Knex): FingerprintOf {
  return async uid => {
    const row = await knex<DbClusterRow>('clusters')
      .where({ uid })
      .whereNull('removed_at')
      .first();
    return row?.fingerprint
      ? fromJson<Fingerprint>(row.fingerprint)
      : undefined;
  };
}

/** Whether something that both sides know differs. */
export function fingerprintChanged(
  recorded: Fingerprint | undefined,
  current: Fingerprint | undefined,
): boolean {
  if (!recorded || !current) return false;
  return Object.keys(recorded).some(
    key => key in current && toJson(recorded[key]) !== toJson(current[key]),
  );
}
