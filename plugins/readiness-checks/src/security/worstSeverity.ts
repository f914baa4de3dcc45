import {
  SEVERITIES,
  type Severity,
} from '@readiness/backstage-plugin-readiness-common';

/** The worst of several; `low` for none. */
export const worstSeverity = (
  all: readonly { severity: Severity }[],
): Severity =>
  SEVERITIES.find(one => all.some(({ severity }) => severity === one)) ?? 'low';
