import { createHash } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '@backstage/errors';
import { ArtefactFetcher } from './ArtefactFetcher';

const LOG = 'restored 214 objects';
const sha256 = createHash('sha256').update(LOG).digest('hex');

const ANSWERS: Record<string, (res: ServerResponse) => void> = {
  '/log': res => res.end(LOG),
  '/moved': res => res.writeHead(302, { location: '/log' }).end(),
  '/away': res =>
    res.writeHead(302, { location: 'http://elsewhere.example.com/log' }).end(),
  '/file': res => res.writeHead(302, { location: 'file:///etc/hosts' }).end(),
  '/loop': res => res.writeHead(302, { location: '/loop' }).end(),
  '/limit': res => res.end(Buffer.alloc(1024 * 1024)),
  '/big': res => res.end(Buffer.alloc(1024 * 1024 + 1)),
  '/error': res => res.writeHead(500).end('stack trace'),
  '/cut': res => {
    res.writeHead(200, { 'content-length': '100' });
    res.write('x', () => res.destroy());
  },
  '/silent': () => {},
};

describe('ArtefactFetcher', () => {
  const methods: string[] = [];
  let server: Server;
  let host: string;

  beforeAll(async () => {
    server = createServer((req: IncomingMessage, res) => {
      methods.push(`${req.method} ${req.url}`);
      const answer = ANSWERS[(req.url ?? '').split('?')[0]];
      if (answer) answer(res);
      else res.writeHead(404).end();
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });
  beforeEach(() => {
    methods.length = 0;
  });

  const resolve = (path: string, hash?: string, allow = [host]) =>
    ArtefactFetcher.create({ allow, timeoutMs: 500 }).resolve({
      url: `http://${host}${path}`,
      sha256: hash,
    });
  /** The message of an InputError; nothing else counts as a refusal. */
  const refusal = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => undefined,
      reason => reason,
    );
    return error instanceof InputError ? error.message : String(error);
  };

  it('gets a listed host, private or not, and hashes the answer', async () => {
    await expect(resolve('/log')).resolves.toEqual({
      url: `http://${host}/log`,
      sha256,
    });
    expect(methods).toEqual(['GET /log']);
  });

  it('compares the hash that is given', async () => {
    await expect(resolve('/log', sha256.toUpperCase())).resolves.toMatchObject({
      sha256,
    });
    expect(await refusal(resolve('/log', 'a'.repeat(64)))).toMatch(
      /^artefacts: .*sha256/,
    );
  });

  it('asks no host that is not listed, and names the key', async () => {
    expect(await refusal(resolve('/log', undefined, []))).toMatch(
      /^artefacts: .*readiness\.fetch\.allow/,
    );
    expect(await refusal(resolve('/log', undefined, ['127.0.0.1']))).toMatch(
      /^artefacts: .*not listed/,
    );
    expect(methods).toEqual([]);
  });

  it('takes a host without a port as that of the scheme', async () => {
    const fetcher = ArtefactFetcher.create({
      allow: ['CI.invalid', 'logs.invalid:443'],
      timeoutMs: 500,
    });
    const ask = (url: string) => fetcher.resolve({ url });
    expect(await refusal(ask('https://ci.invalid/1'))).toMatch(
      /^artefacts: .*does not answer/,
    );
    expect(await refusal(ask('https://logs.invalid/1'))).toMatch(
      /^artefacts: .*does not answer/,
    );
    expect(await refusal(ask('https://ci.invalid:8443/1'))).toMatch(
      /^artefacts: .*not listed/,
    );
    expect(await refusal(ask('http://logs.invalid/1'))).toMatch(
      /^artefacts: .*not listed/,
    );
  });

  it('follows a redirect on the host and none off it', async () => {
    await expect(resolve('/moved')).resolves.toMatchObject({ sha256 });
    expect(await refusal(resolve('/away'))).toMatch(
      /^artefacts: .*redirects to another host/,
    );
    expect(await refusal(resolve('/file'))).toMatch(
      /^artefacts: .*http or https/,
    );
    expect(await refusal(resolve('/loop'))).toMatch(
      /^artefacts: .*more than 3 times/,
    );
  });

  it('reads up to 1 MiB', async () => {
    await expect(resolve('/limit')).resolves.toBeDefined();
    expect(await refusal(resolve('/big'))).toMatch(
      /^artefacts: .*larger than 1 MiB/,
    );
  });

  it.each([
    ['/missing', /^artefacts: .*answers 404/],
    ['/error', /^artefacts: .*answers 500/],
    ['/cut', /^artefacts: .*does not answer/],
    ['/silent', /^artefacts: .*does not answer/],
  ])('refuses what does not answer well: %s', async (path, problem) => {
    expect(await refusal(resolve(path))).toMatch(problem);
  });

  it('repeats neither what it read nor what may be a token', async () => {
    await expect(resolve('/error?token=abc')).rejects.toThrow(
      expect.objectContaining({
        message: expect.not.stringMatching(/abc|stack trace/),
      }),
    );
  });

  it.each([
    'ftp://ci.example.com/1',
    'file:///etc/hosts',
    '/1234',
    'http://me:secret@ci.example.com/1',
  ])('refuses %s', async url => {
    expect(
      await refusal(
        ArtefactFetcher.create({ allow: ['ci.example.com'] }).resolve({ url }),
      ),
    ).toMatch(/^artefacts: .*url/);
  });
});
