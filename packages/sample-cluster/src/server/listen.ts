import {
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  createServer as createPlainServer,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  type Server,
  type Socket,
  createServer,
} from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { ApiRequest } from '../api/ApiRequest';
import type { Answer } from '../api/Status';
import type { ServerIdentity } from './selfSigned';

/** @public */
export interface ListeningCluster {
  /** e.g. `http://127.0.0.1:6441`. */
  url: string;
  /** The same port over TLS; kubectl sends tokens there only. */
  httpsUrl: string;
  port: number;
  close(): Promise<void>;
}

/** Bodies below this size are not worth compressing. */
const GZIP_FROM_BYTES = 1024;
/** Larger than any object that etcd accepts. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** The first byte of a TLS handshake. */
const TLS_HANDSHAKE = 0x16;

class BodyTooLarge extends Error {}

const compress = promisify(gzip);

/** Serves answers on one port, over HTTP and HTTPS. */
export async function listen(options: {
  answer: (request: ApiRequest) => Promise<Answer>;
  identity: ServerIdentity;
  port: number;
  host: string;
}): Promise<ListeningCluster> {
  const { host, identity } = options;
  const onRequest: RequestListener = (request, response) => {
    respond(request, response, options.answer).catch(error => {
      if (!response.headersSent) response.writeHead(500);
      response.end(
        error instanceof BodyTooLarge ? error.message : 'internal error',
      );
    });
  };
  const plain = createPlainServer(onRequest);
  const secure = createTlsServer(
    { key: identity.key, cert: identity.certificate },
    onRequest,
  );
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that goes away mid-sentence is no error of the server.
    socket.on('error', () => socket.destroy());
    socket.once('data', chunk => {
      socket.pause();
      socket.unshift(chunk);
      const target = chunk[0] === TLS_HANDSHAKE ? secure : plain;
      target.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await started(server, options.port, host);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    httpsUrl: `https://${host}:${port}`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        for (const socket of sockets) socket.destroy();
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

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answerOf: (request: ApiRequest) => Promise<Answer>,
): Promise<void> {
  const answer = await answerOf(await toRequest(request));
  const headers = {
    ...answer.headers,
    'content-type': answer.contentType ?? 'application/json',
    'cache-control': 'no-cache, private',
  };
  if (answer.stream) {
    response.writeHead(answer.status, headers);
    response.flushHeaders();
    await send(answer.stream.bind(answer), response);
    return;
  }
  const { body, encoding } = await bodyOf(request, answer);
  response.writeHead(answer.status, {
    ...headers,
    ...encoding,
    vary: 'Accept-Encoding',
    'content-length': body.length,
  });
  response.end(body);
}

/** Sends a body bit by bit until it ends or the client has gone. */
async function send(
  stream: NonNullable<Answer['stream']>,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  await pipeline(Readable.from(stream(gone.signal)), response).catch(error => {
    if (!gone.signal.aborted) throw error;
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

async function bodyOf(
  request: IncomingMessage,
  answer: Answer,
): Promise<{ body: Buffer; encoding?: { 'content-encoding': 'gzip' } }> {
  const plain = Buffer.from(answer.text ?? JSON.stringify(answer.body), 'utf8');
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (!/\bgzip\b/.test(accepted) || plain.length < GZIP_FROM_BYTES) {
    return { body: plain };
  }
  return {
    body: await compress(plain, { level: constants.Z_BEST_SPEED }),
    encoding: { 'content-encoding': 'gzip' },
  };
}
