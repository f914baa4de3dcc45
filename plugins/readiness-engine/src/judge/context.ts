import type { Subject } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck, JudgeContext } from '../check';
import type { JudgeOptions } from '../contracts';
import { findException } from './exceptions';
import type { NamespaceLookup } from './namespaces';
import type { SourceTable } from './SourceTable';
import { DEFAULT_THRESHOLDS } from './thresholds';

/** A judge asked for what the scan could not read. */
export class UnreadableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableError';
  }
}

/** What a judge may ask beside the inventory, for one check and subject. */
export function judgeContext(
  check: AnyCheck,
  subject: Subject,
  options: JudgeOptions,
  lookup: NamespaceLookup,
  sources: SourceTable,
): JudgeContext {
  const { cluster, config, now } = options;
  const rows = config.exceptions.filter(row => row.check === check.id);
  return {
    now,
    cluster: {
      uid: cluster.uid,
      name: cluster.name,
      environment: cluster.environment,
      get version() {
        if (cluster.version.major === 0) {
          throw new UnreadableError('the version of the cluster is not known');
        }
        return cluster.version;
      },
    },
    external: config.external,
    threshold: key => {
      const value = config.thresholds[key] ?? DEFAULT_THRESHOLDS[key];
      if (value === undefined) throw new Error(`no threshold ${key}`);
      return value;
    },
    params: { ...check.params, ...config.checks[check.id]?.params },
    exception: where =>
      findException(rows, { cluster: cluster.name, ...where }, now),
    source: key => sources.infoFor(key, check.reads, subject),
    namespaceClass: lookup.classOf,
    environmentOf: lookup.environmentOf,
  };
}
