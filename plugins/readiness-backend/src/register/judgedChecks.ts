import type {
  AnyCheck,
  Read,
  ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import { isOf } from './visibilityFindings';

/**
 * The checks that a scan has an opinion about. A scan of one entity leaves out
 * those that read more than its namespaces: for them the last whole scan holds.
 */
export function judgedChecks(
  result: Pick<ScanResult, 'namespaces' | 'sources'>,
  checks: Iterable<AnyCheck>,
): ReadonlySet<string> {
  const ids = [...checks]
    .filter(
      check =>
        !result.namespaces ||
        (check.reads as readonly Read[]).every(read =>
          result.sources.some(source => isOf(read, source)),
        ),
    )
    .map(({ id }) => id);
  return new Set(ids);
}
