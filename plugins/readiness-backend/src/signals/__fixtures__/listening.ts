import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpSourceConfig } from '../../config/readSignalSources';

export type Answer = (res: ServerResponse, url: URL) => void;

export interface Listening {
  url: string;
  /** `GET /path` and headers of what was asked. */
  asked: { line: string; url: URL; headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/** A server that answers by path, for a source that misbehaves. */
export async function listening(
  answers: Readonly<Record<string, Answer>>,
): Promise<Listening> {
  const asked: Listening['asked'] = [];
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '', 'http://localhost');
    asked.push({
      line: `${req.method} ${url.pathname}`,
      url,
      headers: req.headers,
    });
    const answer = answers[url.pathname];
    if (answer) answer(res, url);
    else res.writeHead(404).end();
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

export const json =
  (body: unknown, status = 200): Answer =>
  res =>
    res
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));

/** An answer of the query API with one sample per row. */
export const vector = (
  ...rows: readonly { metric?: Record<string, string>; value: string }[]
) => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: rows.map(({ metric = {}, value }) => ({
      metric,
      value: [0, value],
    })),
  },
});

export function sourceConfig(
  url: string,
  parts: Partial<HttpSourceConfig> = {},
): HttpSourceConfig {
  return {
    url: new URL(url),
    headers: {},
    matchers: [],
    timeoutMs: 500,
    skipTLSVerify: false,
    ...parts,
  };
}
