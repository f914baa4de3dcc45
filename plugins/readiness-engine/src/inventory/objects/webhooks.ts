import type { ObjectMeta } from './metadata';

/** Validating or mutating admission webhooks. @public */
export interface WebhookConfigurationObject extends ObjectMeta {
  webhooks: readonly {
    name: string;
    /** `Fail` unless it says otherwise. */
    failurePolicy: string;
    /** Absent where it is reached by a URL. */
    service?: { namespace: string; name: string };
  }[];
}
