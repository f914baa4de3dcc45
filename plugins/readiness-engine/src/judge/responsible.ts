import type { Responsible } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '../check';
import type { RuleConfig } from '../contracts';
import type { JudgedSubject } from '../facts';

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
  config: RuleConfig,
): Responsible {
  return config.responsible?.[check.id] ?? check.responsible ?? byScope(row);
}
