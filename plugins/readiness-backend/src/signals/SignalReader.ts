import {
  SIGNAL_KEYS,
  SignalLimitError,
  SignalScopeError,
  signalQuery,
  type SignalAnswer,
  type SignalKey,
  type SignalReading,
} from '@readiness/backstage-plugin-readiness-engine';
import type { SignalSource } from '@readiness/backstage-plugin-readiness-node';
import pLimit from 'p-limit';
import type { ClusterConfig } from '../config/ReadinessConfig';
import {
  HTTP_SOURCES,
  type HttpSourceConfig,
  type HttpSourceName,
} from '../config/readSignalSources';
import { prometheusScope } from './prometheusScope';
import { SignalClient } from './SignalClient';

/** Requests in flight to one source. */
const CONCURRENCY = 4;
/** For all that one scan asks, so that a slow source does not hold it up. */
const TOTAL_MS = 180_000;

const isSignal = (key: string): key is SignalKey =>
  SIGNAL_KEYS.some(each => each === key);

interface Asked {
  cluster: string;
  now: number;
  signal: AbortSignal;
}

interface Connected extends HttpSourceConfig {
  client: SignalClient;
}

function stateOf(error: unknown): SignalReading['state'] {
  if (error instanceof SignalLimitError) return 'truncated';
  return error instanceof SignalScopeError ? 'unscoped' : 'error';
}

/**
 * Asks the sources beside a cluster, once each question a scan. What does not
 * answer as promised is a state with a reason and never an exception, so that
 * the rest of the scan is judged all the same.
 */
export class SignalReader {
  readonly #clusters: ReadonlyMap<
    string,
    ReadonlyMap<HttpSourceName, Connected>
  >;
  readonly #added: readonly SignalSource[];

  static create(options: {
    clusters: readonly Pick<ClusterConfig, 'name' | 'signals'>[];
    added: readonly SignalSource[];
  }) {
    return new SignalReader(options);
  }

  private constructor({
    clusters,
    added,
  }: Parameters<typeof SignalReader.create>[0]) {
    this.#added = added;
    this.#clusters = new Map(
      clusters.map(({ name, signals }) => [
        name,
        new Map(
          HTTP_SOURCES.flatMap(source => {
            const config = signals?.[source];
            if (!config) return [];
            const client = SignalClient.create(config);
            return [[source, { ...config, client }] as const];
          }),
        ),
      ]),
    );
  }

  /**
   * Reads those of `keys` that are signals and that some source is asked for;
   * the others are not connected.
   *
   * @throws the reason of `signal` when that is aborted.
   */
  async read(
    options: Asked & { keys: readonly string[] },
  ): Promise<readonly SignalReading[]> {
    const { cluster, now } = options;
    const total = AbortSignal.timeout(TOTAL_MS);
    const asked = {
      cluster,
      now,
      signal: AbortSignal.any([options.signal, total]),
    };
    const keys = [...new Set(options.keys)].filter(isSignal);
    const added = keys.flatMap(key => {
      const source = this.#added.find(each => each.keys(cluster).includes(key));
      return source ? [{ key, source }] : [];
    });
    const rest = keys.filter(key => !added.some(each => each.key === key));
    const readings = await Promise.all([
      ...added.map(({ key, source }) =>
        this.#answer(
          key,
          async () => source.read(key, asked),
          now,
          source.id,
        ).then(reading => [reading]),
      ),
      ...HTTP_SOURCES.map(source => {
        const own = rest.filter(key => signalQuery(key).source === source);
        const connected = this.#clusters.get(cluster)?.get(source);
        return connected && own.length > 0
          ? this.#readHttp(source, connected, own, asked)
          : [];
      }),
    ]);
    options.signal.throwIfAborted();
    return readings.flat();
  }

  async #readHttp(
    source: HttpSourceName,
    { client, matchers }: Connected,
    keys: readonly SignalKey[],
    { now, signal }: Asked,
  ): Promise<readonly SignalReading[]> {
    const scope = { matchers, now };
    if (source === 'prometheus') {
      const refused = await this.#scopeProblem(client, scope, signal);
      if (refused) return keys.map(key => ({ ...refused, key }));
    }
    const limit = pLimit(CONCURRENCY);
    return Promise.all(
      keys.map(key =>
        limit(() =>
          this.#answer(
            key,
            async () => {
              const query = signalQuery(key);
              const body = await client.get(query.request(scope), signal);
              return query.parse(body, scope);
            },
            now,
          ),
        ),
      ),
    );
  }

  async #scopeProblem(
    client: SignalClient,
    scope: Parameters<typeof prometheusScope>[1],
    signal: AbortSignal,
  ): Promise<Omit<SignalReading, 'key'> | undefined> {
    const at = new Date(scope.now).toISOString();
    try {
      const verdict = await prometheusScope(
        request => client.get(request, signal),
        scope,
      );
      return verdict.state === 'ok' ? undefined : { ...verdict, data: [], at };
    } catch (error) {
      return {
        state: stateOf(error),
        data: [],
        at,
        message: (error as Error).message,
      };
    }
  }

  async #answer(
    key: SignalKey,
    ask: () => Promise<SignalAnswer<unknown>>,
    now: number,
    askedOf?: string,
  ): Promise<SignalReading> {
    const reading = (
      parts: Pick<SignalReading, 'state' | 'data' | 'message'>,
    ): SignalReading => ({
      key,
      at: new Date(now).toISOString(),
      ...parts,
      ...(askedOf !== undefined && { askedOf }),
    });
    try {
      const { data, note } = await ask();
      if (data.length === 0 && note !== undefined) {
        return reading({ state: 'error', data, message: note });
      }
      const state = data.length > 0 ? 'ok' : 'empty';
      return reading({ state, data, message: note });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return reading({ state: stateOf(error), data: [], message });
    }
  }
}
