import {
  isUnreadable,
  type JudgeContext,
  type SignalKey,
} from '@readiness/backstage-plugin-readiness-engine';

/** The first signal that says nothing; an empty one has said something. */
export function unreadUsage<K extends SignalKey>(
  context: Pick<JudgeContext<K>, 'source'>,
  keys: readonly K[],
): K | undefined {
  return keys.find(key => isUnreadable(context.source(key).state));
}
