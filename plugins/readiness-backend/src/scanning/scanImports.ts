import { sameRules } from '@readiness/backstage-plugin-readiness-checks';
import {
  importKeys,
  importReports,
  type Collected,
  type ImportKey,
  type Imports,
  type ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import type { ReadinessConfig } from '../config/ReadinessConfig';

/** What one scan imported, and from where. */
export interface ScanImports extends Imports {
  keys: readonly ImportKey[];
}

/**
 * What other tools say of a whole cluster. A scan of one entity does not ask
 * them: `undefined`, and what is known stays.
 */
export function scanImports(
  { inventory }: Pick<Collected, 'inventory'>,
  result: ScanResult,
  { sources, maxFindings }: ReadinessConfig['imports'],
): ScanImports | undefined {
  if (result.namespaces) return undefined;
  const keys = importKeys(sources);
  return {
    keys,
    ...importReports({
      inventory,
      result,
      keys,
      same: sameRules,
      most: maxFindings,
    }),
  };
}
