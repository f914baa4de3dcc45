import type { LabelSelector, ObjectMeta } from './metadata';

/** @public */
export interface BudgetObject extends ObjectMeta {
  /** An int or a percentage, as text. */
  minAvailable?: string;
  maxUnavailable?: string;
  selector?: LabelSelector;
  disruptionsAllowed?: number;
  currentHealthy?: number;
  desiredHealthy?: number;
  expectedPods?: number;
  /** Since when `DisruptionAllowed` is `False`. */
  blockedSince?: number;
}

/** What an autoscaler scales. @public */
export interface ScaleTarget {
  apiVersion?: string;
  kind: string;
  name: string;
}

/** A condition without its message. @public */
export interface ScalingCondition {
  type: string;
  /** `True`, `False` or `Unknown`. */
  status: string;
  reason?: string;
  /** Epoch ms of the last change of `status`; KEDA writes none. */
  since?: number;
}

/** @public */
export interface HpaObject extends ObjectMeta {
  target: ScaleTarget;
  minReplicas: number;
  maxReplicas: number;
  currentReplicas?: number;
  /** When it last changed the number of replicas, epoch ms. */
  lastScaledAt?: number;
  conditions: readonly ScalingCondition[];
  /** Resources that it scales by as a share of the request, e.g. `cpu`. */
  utilizationOf: readonly string[];
}

/** KEDA `scaledobjects`. @public */
export interface ScaledObject extends ObjectMeta {
  target: ScaleTarget;
  minReplicas: number;
  maxReplicas: number;
  /** The HorizontalPodAutoscaler that KEDA makes of it. */
  hpaName?: string;
  /** An annotation holds it at its replicas. */
  paused: boolean;
  conditions: readonly ScalingCondition[];
}
