import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import type { Messages } from '../../translation';

function mainStateText(t: Messages, finding: Finding): string {
  if (finding.closedAt) return t('findingState.closed');
  if (finding.sticky) return t('findingState.sticky');
  return t(`findingState.${finding.state}`);
}

/** "Failing, Disputed": what the scanner says, then what people say of it. */
export function findingStateText(t: Messages, finding: Finding): string {
  const main = mainStateText(t, finding);
  const { disputed } = finding;
  return disputed ? `${main}, ${t(`disputeState.${disputed.state}`)}` : main;
}

/** Its findings are shown and count for nothing yet (decision D7). */
export function isObserved({ mode }: Pick<Finding, 'mode'>): boolean {
  return mode === 'observe';
}

/** Somebody said that it is wrong, and nobody has decided. */
export function awaitsDecision({ disputed }: Finding): boolean {
  return disputed?.state === 'open';
}
