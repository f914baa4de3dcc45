import type { Subject } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck, JudgeContext } from '../check';
import type { JudgeOptions } from '../contracts';
import type { Granted } from './excepting';
import { type ExceptionsByCheck, findException } from './exceptions';
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

export interface ContextSources {
  options: JudgeOptions;
  exceptions: ExceptionsByCheck;
  lookup: NamespaceLookup;
  owners: ReadonlySet<string>;
  sources: SourceTable;
  /** Filled with the exceptions that the judge asks for and gets. */
  granted: Granted[];
}

/** What a judge may ask beside the inventory, for one check and subject. */
export function judgeContext(
  check: AnyCheck,
  subject: Subject,
  { options, exceptions, lookup, owners, sources, granted }: ContextSources,
): JudgeContext {
  const { cluster, config, now } = options;
  const rows = exceptions.get(check.id) ?? [];
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
    costs: config.costs,
    threshold: key => {
      const value = config.thresholds[key] ?? DEFAULT_THRESHOLDS[key];
      if (value === undefined) throw new Error(`no threshold ${key}`);
      return value;
    },
    params: { ...check.params, ...config.checks[check.id]?.params },
    exception: asked => {
      const where = { cluster: cluster.name, ...asked };
      const row = findException(rows, where);
      if (row) granted.push({ where, row });
      return row;
    },
    source: key => sources.infoFor(key, check.reads, subject),
    namespaceClass: lookup.classOf,
    environmentOf: lookup.environmentOf,
    owners,
  };
}
