import type { Responsible } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '../check';
import type { JudgeOptions } from '../contracts';
import type { JudgedSubject } from '../facts';
import { coversSubject } from './exceptions';

function byScope({
  subject,
  namespaceClass,
  entityRef,
}: JudgedSubject): Responsible {
  if (namespaceClass === 'platform' || namespaceClass === 'system') {
    return 'platform';
  }
  switch (subject.type) {
    case 'cluster':
      return 'platform';
    case 'namespace':
      return entityRef ? 'service' : 'platform';
    default:
      return 'service';
  }
}

/** Configuration, else the check, else the scope (decision D17). */
export function responsibleFor(
  check: AnyCheck,
  row: JudgedSubject,
  { config, cluster }: Pick<JudgeOptions, 'config' | 'cluster'>,
): Responsible {
  const configured = config.responsible?.[check.id]?.find(rule =>
    coversSubject(rule, row.subject, cluster.name),
  );
  return configured?.responsible ?? check.responsible ?? byScope(row);
}
