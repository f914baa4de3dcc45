import { createHash } from 'node:crypto';
import type { Subject } from '@readiness/backstage-plugin-readiness-common';

/**
 * The identity of a finding (`catalogue/60` C.1): the same fault of the same
 * object has the same id in every scan. Container indices, pod names, values
 * and severities are no part of it.
 */
export function findingId(
  checkId: string,
  clusterUid: string,
  subject: Subject,
  discriminator?: string,
): string {
  // The name of a cluster is the portal's and may change; its uid does not.
  const name = subject.type === 'cluster' ? clusterUid : subject.name;
  const identity = [
    checkId,
    clusterUid,
    subject.namespace ?? '',
    `${subject.apiGroup ?? ''}/${subject.kind}/${name}`,
    discriminator ?? '',
  ].join('|');
  return createHash('sha256').update(identity).digest('hex');
}
