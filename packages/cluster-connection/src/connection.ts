import type {
  ClusterReader,
  ClusterResponse,
} from '@readiness/backstage-plugin-readiness-engine';
import { Agent, fetch } from 'undici';
import { kubernetesUrl, SCAN_HEADERS } from './scanHeaders';

/** How to reach a cluster: what to trust and who to be. */
export type AccessConfig =
  | { type: 'kubeconfig'; path?: string; context?: string }
  | { type: 'inCluster' }
  | {
      type: 'url';
      url: string;
      token?: string;
      /** Base64 of PEM. */
      caData?: string;
      skipTLSVerify: boolean;
    };

/** A way to one API server that can only GET. */
export interface Connection {
  server: string;
  /** What the kubeconfig calls the context in use; absent for other access. */
  context?: string;
  get(
    url: string,
    options: { headers: Record<string, string>; signal?: AbortSignal },
  ): Promise<ClusterResponse>;
}

/** What has to be true of a connection: who it trusts and who it is. */
interface Identity {
  server: string;
  context?: string;
  tls: {
    ca?: string | Buffer;
    cert?: string | Buffer;
    key?: string | Buffer;
    rejectUnauthorized?: boolean;
    servername?: string;
  };
  /** Asked for every request, since tokens expire. */
  authorization(): Promise<string | undefined>;
}

function fromUrl(access: AccessConfig & { type: 'url' }): Identity {
  return {
    server: access.url,
    tls: {
      ca: access.caData ? Buffer.from(access.caData, 'base64') : undefined,
      rejectUnauthorized: !access.skipTLSVerify,
    },
    authorization: async () => access.token && `Bearer ${access.token}`,
  };
}

async function fromKubeConfig(
  access: Exclude<AccessConfig, { type: 'url' }>,
): Promise<Identity> {
  // The client is published as an ES module only.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  if (access.type === 'inCluster') {
    config.loadFromCluster();
  } else {
    if (access.path) config.loadFromFile(access.path);
    else config.loadFromDefault();
    if (access.context) {
      if (!config.getContextObject(access.context)) {
        throw new Error(`The kubeconfig has no context "${access.context}"`);
      }
      config.setCurrentContext(access.context);
    }
  }
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new Error('The kubeconfig has no current cluster');

  const options = async () => {
    const applied: Parameters<typeof config.applyToHTTPSOptions>[0] & {
      headers?: Record<string, unknown>;
    } = { headers: {} };
    await config.applyToHTTPSOptions(applied);
    return applied as {
      headers: Record<string, string>;
      ca?: string | Buffer;
      cert?: string | Buffer;
      key?: string | Buffer;
      rejectUnauthorized?: boolean;
      servername?: string;
      auth?: string;
    };
  };
  const { ca, cert, key, rejectUnauthorized, servername } = await options();
  return {
    server: cluster.server,
    ...(access.type === 'kubeconfig' && {
      context: config.getCurrentContext(),
    }),
    tls: { ca, cert, key, rejectUnauthorized, servername },
    authorization: async () => {
      const { headers, auth } = await options();
      return (
        headers.Authorization ??
        (auth && `Basic ${Buffer.from(auth).toString('base64')}`)
      );
    },
  };
}

/**
 * Prepares a connection without contacting the cluster. Throws where the
 * configuration cannot be used, e.g. a file that does not exist.
 */
export async function connect(access: AccessConfig): Promise<Connection> {
  const identity =
    access.type === 'url' ? fromUrl(access) : await fromKubeConfig(access);
  const dispatcher = new Agent({ connect: identity.tls });
  return {
    server: identity.server,
    ...(identity.context && { context: identity.context }),
    async get(url, { headers, signal }) {
      const authorization = await identity.authorization();
      return fetch(url, {
        method: 'GET',
        dispatcher,
        headers: {
          ...headers,
          ...(authorization && { Authorization: authorization }),
        },
        signal,
      });
    },
  };
}

/** The reader of one cluster, whose requests say that a scan makes them. */
export function clusterReader(connection: Connection): ClusterReader {
  return {
    get: (path, { query, accept, signal }) =>
      connection.get(kubernetesUrl(connection.server, path, query), {
        headers: { ...SCAN_HEADERS, ...(accept && { Accept: accept }) },
        signal,
      }),
  };
}
