import type { ObjectMeta } from './metadata';

/** @public */
export interface LimitRangeObject extends ObjectMeta {
  limits: readonly {
    /** `Container`, `Pod` or `PersistentVolumeClaim`. */
    type: string;
    default: Readonly<Record<string, string>>;
    defaultRequest: Readonly<Record<string, string>>;
    max: Readonly<Record<string, string>>;
  }[];
}

/** @public */
export interface ResourceQuotaObject extends ObjectMeta {
  /** As the quota controller has it, else as it was asked for. */
  hard: Readonly<Record<string, string>>;
  used: Readonly<Record<string, string>>;
  /** It counts some of the pods only, e.g. those of one PriorityClass. */
  scoped: boolean;
}
