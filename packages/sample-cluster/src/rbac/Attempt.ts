/** What a request wants to do with a resource. */
export interface ResourceAttempt {
  verb: string;
  group: string;
  /** The plural, without a subresource. */
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** What a request wants from an address that is no resource. */
export interface PathAttempt {
  verb: string;
  path: string;
}

export type Attempt = ResourceAttempt | PathAttempt;

/** A resource as rules name it: `pods/log` for the logs of pods. */
export function ruleResource(attempt: ResourceAttempt): string {
  return attempt.subresource
    ? `${attempt.resource}/${attempt.subresource}`
    : attempt.resource;
}
