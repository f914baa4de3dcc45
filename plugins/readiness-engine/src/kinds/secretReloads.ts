import { at, fields, number, text, time, word } from './fields';
import type { SecretReload } from '../inventory/Workload';

/** Of Reloader: JSON that also holds a digest of the Secret. */
const RELOADER = 'reloader.stakater.com/last-reloaded-from';
/** Of the Vault operator: the time of the restart. */
const VAULT = 'vso.secrets.hashicorp.com/restartedAt';

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/**
 * Restarts that followed a change of a Secret, by what their controllers write
 * on the template: the name and the time, never the digest.
 */
export function secretReloads(annotations: unknown): readonly SecretReload[] {
  const source = parsed(text(at(annotations, RELOADER)) ?? '');
  const kind = text(at(source, 'type')) ?? text(at(source, 'kind')) ?? '';
  const secret = word(at(source, 'name'));
  const seconds = number(at(source, 'observedAt'));
  const reloadedAt =
    seconds === undefined ? time(at(source, 'reloadedAt')) : seconds * 1000;
  const restarted = time(fields(annotations)[VAULT]);
  return [
    ...(/^secret$/i.test(kind) &&
    secret !== undefined &&
    reloadedAt !== undefined
      ? [{ secret, at: reloadedAt }]
      : []),
    ...(restarted !== undefined ? [{ at: restarted }] : []),
  ];
}
