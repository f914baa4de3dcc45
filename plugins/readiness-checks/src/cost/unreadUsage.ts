import {
  isUnreadable,
  type SignalKey,
  type SourceInfo,
} from '@readiness/backstage-plugin-readiness-engine';

/** The first signal that says nothing; an empty one has said something. */
export function unreadUsage<K extends SignalKey>(
  context: { source: (key: K) => SourceInfo },
  keys: readonly K[],
): K | undefined {
  return keys.find(key => isUnreadable(context.source(key).state));
}
