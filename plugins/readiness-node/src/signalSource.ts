import type {
  SignalAnswer,
  SignalKey,
  SignalValue,
} from '@readiness/backstage-plugin-readiness-engine';

/**
 * A source that is none of those the configuration knows. It answers questions
 * of the registry (`SIGNAL_QUERIES`) in the registry's own types.
 *
 * @public
 */
export interface SignalSource {
  /** Names the source in the list of sources, e.g. `datadog`. */
  readonly id: string;
  /** The questions that it answers for this cluster; none where it knows it not. */
  keys(cluster: string): readonly SignalKey[];
  /**
   * Answers for this cluster alone, at `now`. Must stop when `signal` is
   * aborted. What cannot be answered throws: `SignalScopeError` where the
   * cluster is ambiguous, `SignalLimitError` where only a part is at hand. An
   * empty answer means that there is nothing.
   */
  read<K extends SignalKey>(
    key: K,
    options: { cluster: string; now: number; signal: AbortSignal },
  ): Promise<SignalAnswer<SignalValue<K>>>;
}
