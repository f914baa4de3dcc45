import type { Scorecard } from '@readiness/backstage-plugin-readiness-common';
import type { Messages } from '../../translation';
import { missingPercent } from '../words/figures';

type Seen = Pick<Scorecard, 'coverage' | 'unseen'>;

/** "13 % not seen: 2 causes": what the numbers leave out, in one phrase. */
export function seenText(t: Messages, { coverage, unseen }: Seen): string {
  const missing = missingPercent(coverage);
  if (unseen.length > 0) {
    return t('scorecard.notSeen', { count: unseen.length, percent: missing });
  }
  return t(coverage < 1 ? 'scorecard.undecided' : 'scorecard.allSeen', {
    percent: missing,
  });
}

/** "2 checks not connected"; `undefined` where every source is connected. */
export function notConnectedText(
  t: Messages,
  { notConnected }: Pick<Scorecard, 'notConnected'>,
): string | undefined {
  return notConnected.length > 0
    ? t('scorecard.notConnected', { count: notConnected.length })
    : undefined;
}
