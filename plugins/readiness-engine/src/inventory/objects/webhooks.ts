import type { LabelSelector, ObjectMeta } from './metadata';

/** Validating or mutating admission webhooks. @public */
export interface WebhookConfigurationObject extends ObjectMeta {
  webhooks: readonly AdmissionWebhook[];
}

/** @public */
export interface AdmissionWebhook {
  name: string;
  /** `Fail` unless it says otherwise. */
  failurePolicy: string;
  /** 10 unless it says otherwise. */
  timeoutSeconds: number;
  /** Absent where it is reached by a URL. */
  service?: { namespace: string; name: string };
  /** The API server was told whose certificate to trust. */
  caBundle?: true;
  /** Absent selects every namespace. */
  namespaceSelector?: LabelSelector;
  /** What it is asked about, as `pods`, `deployments.apps` or `*`. */
  resources: readonly string[];
}
