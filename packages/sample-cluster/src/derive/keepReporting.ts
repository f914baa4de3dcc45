import { asObject, asString, asStrings } from '../json';
import { type KubeObject, apiTime, groupOf } from '../objects/KubeObject';

/** How often controllers say that they are still at work. */
export const REPORT_MS = 60_000;

const AUTOSCALER_STATUS = 'cluster-autoscaler-status';
const LAST_UPDATED = 'cluster-autoscaler.kubernetes.io/last-updated';

const moved = (time: string | undefined, by: number): string | undefined => {
  const last = Date.parse(time ?? '');
  return Number.isNaN(last) ? undefined : apiTime(last + by);
};

/** The time in its status at which a controller last looked. */
function lookedAgain(
  object: KubeObject,
  field: 'reconciledAt' | 'refreshTime',
  by: number,
): KubeObject {
  const status = asObject(object.status);
  const time = moved(asString(status[field]), by);
  return time === undefined
    ? object
    : { ...object, status: { ...status, [field]: time } };
}

/** The cluster-autoscaler writes its status. */
function written(object: KubeObject, by: number): KubeObject {
  const annotations = asStrings(object.metadata.annotations);
  const lastUpdated = moved(annotations[LAST_UPDATED], by);
  return lastUpdated === undefined
    ? object
    : {
        ...object,
        metadata: {
          ...object.metadata,
          annotations: { ...annotations, [LAST_UPDATED]: lastUpdated },
        },
      };
}

/**
 * Objects in which controllers write when they last looked, after some more
 * looks, so that a cluster that runs for hours does not seem forgotten. What
 * was late in the folder stays as late.
 */
export function keepReporting(
  objects: readonly KubeObject[],
  reports: number,
): readonly KubeObject[] {
  if (reports <= 0) return objects;
  const by = reports * REPORT_MS;
  return objects.map(object => {
    const group = groupOf(object.apiVersion);
    // Argo CD compares with Git; External Secrets reads the store again.
    if (object.kind === 'Application' && group === 'argoproj.io') {
      return lookedAgain(object, 'reconciledAt', by);
    }
    if (object.kind === 'ExternalSecret' && group === 'external-secrets.io') {
      return lookedAgain(object, 'refreshTime', by);
    }
    return object.kind === 'ConfigMap' &&
      object.metadata.name === AUTOSCALER_STATUS
      ? written(object, by)
      : object;
  });
}
