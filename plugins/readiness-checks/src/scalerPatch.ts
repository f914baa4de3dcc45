import {
  deliveryRoot,
  provenanceOf,
  type HpaObject,
  type ObjectMeta,
  type Remediation,
  type ScaledObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from './toYaml';
import { deliveryNote } from './workloadRemediation';

const HPA = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  resource: 'hpa',
  maximum: 'maxReplicas',
  minimum: 'minReplicas',
};

const SCALED_OBJECT = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  resource: 'scaledobjects.keda.sh',
  maximum: 'maxReplicaCount',
  minimum: 'minReplicaCount',
};

/** An autoscaler as people write it: KEDA's own one is changed by its ScaledObject. */
export interface Scaler {
  type: 'hpa' | 'keda';
  object: HpaObject | ScaledObject;
  /** The autoscaler that does the work. */
  hpa?: HpaObject;
}

/** How objects of its kind are written. */
export const scalerForm = ({ type }: Scaler) =>
  type === 'hpa' ? HPA : SCALED_OBJECT;

/** The object that people change. */
export function scalerTarget(scaler: Scaler) {
  const { apiVersion, kind } = scalerForm(scaler);
  const { namespace, name } = scaler.object;
  return { apiVersion, kind, namespace, name };
}

/** Who delivers it, where somebody does. */
export function scalerNote(
  scaler: Scaler,
  cluster: string,
): string | undefined {
  const { kind, apiVersion } = scalerForm(scaler);
  const object: ObjectMeta = scaler.object;
  const provenance = provenanceOf({
    ...object,
    kind,
    apiGroup: apiVersion.split('/')[0],
  });
  return provenance && deliveryNote(deliveryRoot(provenance, cluster));
}

const joined = (...notes: readonly (string | undefined)[]) =>
  notes.filter(Boolean).join(' ') || undefined;

/** A bound of the autoscaler, patched where people write it. */
export function patchBounds(
  scaler: Scaler,
  bounds: { minimum?: number; maximum?: number },
  summary: string,
  cluster: string,
  note?: string,
): Remediation {
  const form = scalerForm(scaler);
  const { minimum, maximum } = bounds;
  return {
    summary,
    type: 'patch',
    target: scalerTarget(scaler),
    content: toYaml({
      spec: {
        ...(minimum !== undefined && { [form.minimum]: minimum }),
        ...(maximum !== undefined && { [form.maximum]: maximum }),
      },
    }),
    note: joined(scalerNote(scaler, cluster), note),
  };
}
