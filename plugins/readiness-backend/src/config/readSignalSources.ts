import type { Config } from '@backstage/config';
import {
  parseClusterMatchers,
  type LabelMatcher,
} from '@readiness/backstage-plugin-readiness-engine';
import { ConfigError, refuseOtherKeys } from './values';

/** Where and how one source of a cluster is asked. */
export interface HttpSourceConfig {
  /** Of the API; paths are appended. */
  url: URL;
  /** Sent with every request; may hold credentials. */
  headers: Readonly<Record<string, string>>;
  /** What tells the cluster from others of the same store. */
  matchers: readonly LabelMatcher[];
  timeoutMs: number;
  caData?: string;
  skipTLSVerify: boolean;
}

/** Sources that `readiness.clusters[]` may name. */
export const HTTP_SOURCES = ['prometheus', 'opencost'] as const;
export type HttpSourceName = (typeof HTTP_SOURCES)[number];

export type SignalSourcesConfig = Readonly<
  Partial<Record<HttpSourceName, HttpSourceConfig>>
>;

const KEYS = [
  'url',
  'headers',
  'tenant',
  'clusterMatchers',
  'timeoutSeconds',
  'caData',
  'skipTLSVerify',
];
const DEFAULT_TIMEOUT = 30;

function readUrl(key: string, text: string): URL {
  if (!URL.canParse(text)) throw new ConfigError(key, 'is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ConfigError(key, `must be http or https, not ${url.protocol}`);
  }
  // The message of a failed request names the URL.
  if (url.username || url.password) {
    throw new ConfigError(key, 'carries credentials; use headers');
  }
  if (url.search || url.hash) {
    throw new ConfigError(key, 'has a query or fragment');
  }
  return url;
}

function readHeaders(key: string, config: Config): Record<string, string> {
  const headers: Record<string, string> = {};
  const section = config.getOptionalConfig('headers');
  for (const name of section?.keys() ?? []) {
    const value = section!.getString(name);
    if (/[\r\n\0]/.test(value)) {
      throw new ConfigError(`${key}.headers.${name}`, 'has a line break');
    }
    headers[name] = value;
  }
  const tenant = config.getOptionalString('tenant');
  return tenant ? { ...headers, 'X-Scope-OrgID': tenant } : headers;
}

function readMatchers(key: string, text?: string): readonly LabelMatcher[] {
  if (text === undefined) return [];
  try {
    return parseClusterMatchers(text);
  } catch (error) {
    throw new ConfigError(key, (error as Error).message);
  }
}

function readSource(key: string, config: Config): HttpSourceConfig {
  refuseOtherKeys(key, config, KEYS);
  const timeout = config.getOptionalNumber('timeoutSeconds') ?? DEFAULT_TIMEOUT;
  if (!Number.isFinite(timeout) || timeout < 1 || timeout > 120) {
    throw new ConfigError(`${key}.timeoutSeconds`, 'must be 1 to 120');
  }
  return {
    url: readUrl(`${key}.url`, config.getString('url')),
    headers: readHeaders(key, config),
    matchers: readMatchers(
      `${key}.clusterMatchers`,
      config.getOptionalString('clusterMatchers'),
    ),
    timeoutMs: timeout * 1000,
    caData: config.getOptionalString('caData'),
    skipTLSVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
  };
}

/** Reads the sources beside a cluster, where its entry names any. */
export function readSignalSources(
  key: string,
  cluster: Config,
): { signals?: SignalSourcesConfig } {
  const sources = HTTP_SOURCES.flatMap(name => {
    const config = cluster.getOptionalConfig(name);
    return config
      ? [[name, readSource(`${key}.${name}`, config)] as const]
      : [];
  });
  return sources.length > 0 ? { signals: Object.fromEntries(sources) } : {};
}
