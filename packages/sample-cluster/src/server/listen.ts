import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { ApiRequest } from '../api/handleRequest';
import type { Answer } from '../api/Status';

/** @public */
export interface ListeningCluster {
  /** e.g. `http://127.0.0.1:6441`. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Bodies below this size are not worth compressing. */
const GZIP_FROM_BYTES = 1024;
/** Larger than any object that etcd accepts. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

class BodyTooLarge extends Error {}

const compress = promisify(gzip);

/** Serves answers over HTTP on one port. */
export async function listen(
  answer: (request: ApiRequest) => Promise<Answer>,
  port: number,
  host: string,
): Promise<ListeningCluster> {
  const server = createServer((request, response) => {
    (async () => {
      const { status, headers, body, type } = await write(
        request,
        answer(await toRequest(request)),
      );
      response.writeHead(status, {
        ...headers,
        'content-type': type,
        'content-length': body.length,
        'cache-control': 'no-cache, private',
      });
      response.end(body);
    })().catch(error => {
      if (!response.headersSent) response.writeHead(500);
      response.end(
        error instanceof BodyTooLarge ? error.message : 'internal error',
      );
    });
  });
  await started(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close(error => (error ? reject(error) : resolve()));
      }),
  };
}

function started(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function toRequest(request: IncomingMessage): Promise<ApiRequest> {
  const url = new URL(request.url ?? '/', 'http://sample.invalid');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge('the body is too large');
    chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : value,
      ]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

async function write(
  request: IncomingMessage,
  pending: Promise<Answer>,
): Promise<{
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  type: string;
}> {
  const answer = await pending;
  const plain = Buffer.from(answer.text ?? JSON.stringify(answer.body), 'utf8');
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const zipped = /\bgzip\b/.test(accepted) && plain.length >= GZIP_FROM_BYTES;
  return {
    status: answer.status,
    headers: {
      ...answer.headers,
      vary: 'Accept-Encoding',
      ...(zipped && { 'content-encoding': 'gzip' }),
    },
    body: zipped
      ? await compress(plain, { level: constants.Z_BEST_SPEED })
      : plain,
    type: answer.contentType ?? 'application/json',
  };
}
