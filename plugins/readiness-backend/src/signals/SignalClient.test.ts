import {
  json,
  listening,
  sourceConfig,
  type Listening,
} from './__fixtures__/listening';
import { SignalClient, SignalSourceError } from './SignalClient';

const DAY = 86_400_000;

describe('SignalClient', () => {
  let store: Listening;
  let elsewhere: Listening;

  beforeAll(async () => {
    elsewhere = await listening({ '/api': json({}) });
    store = await listening({
      '/prom/api/v1/query': json({ status: 'success' }),
      '/moved': res =>
        res.writeHead(307, { location: '/prom/api/v1/query' }).end(),
      '/login': res =>
        res.writeHead(302, { location: `${elsewhere.url}/api` }).end(),
      '/nowhere': res => res.writeHead(302).end(),
      '/loop': res => res.writeHead(302, { location: '/loop' }).end(),
      '/page': res =>
        res
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
          .end('<p>Sign in'),
      '/cut': json('{"status":"succ'),
      '/broken': res => {
        res.writeHead(200, {
          'content-type': 'application/json',
          'content-length': '100',
        });
        res.write('{', () => res.destroy());
      },
      '/silent': () => {},
      '/gone': res =>
        res.writeHead(502, { 'content-type': 'text/plain' }).end('bad gateway'),
      '/refused': json({ message: 'no' }, 401),
      '/bad': json(
        { status: 'error', errorType: 'bad_data', error: 'parse' },
        400,
      ),
      '/late': res =>
        res
          .writeHead(200, {
            'content-type': 'application/json',
            date: new Date(Date.now() - DAY).toUTCString(),
          })
          .end('{}'),
      '/huge': res => {
        res.writeHead(200, { 'content-type': 'application/json' });
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        const send = () => {
          while (!res.destroyed && res.write(chunk));
        };
        res.on('drain', send);
        send();
      },
    });
  });
  afterAll(async () => {
    await store.close();
    await elsewhere.close();
  });
  beforeEach(() => {
    store.asked.length = 0;
    elsewhere.asked.length = 0;
  });

  const get = (path: string, parts = {}, base = store.url) =>
    SignalClient.create(
      sourceConfig(base, {
        headers: { authorization: 'Bearer canary-9' },
        ...parts,
      }),
    ).get({ path, query: {} }, new AbortController().signal);

  it('asks by GET below the path of the URL, with its headers', async () => {
    const client = SignalClient.create(
      sourceConfig(`${store.url}/prom/`, {
        headers: { authorization: 'Bearer t', 'X-Scope-OrgID': 'shop' },
      }),
    );
    const body = await client.get(
      { path: '/api/v1/query', query: { query: 'a{b="&c"}' } },
      new AbortController().signal,
    );
    expect(body).toEqual({ status: 'success' });
    const [asked] = store.asked;
    expect(asked.line).toBe('GET /prom/api/v1/query');
    expect(asked.url.searchParams.get('query')).toBe('a{b="&c"}');
    expect(asked.headers).toMatchObject({
      authorization: 'Bearer t',
      'x-scope-orgid': 'shop',
    });
  });

  it('follows a redirect on its host, and returns a refusal that says why', async () => {
    await expect(get('/moved')).resolves.toEqual({ status: 'success' });
    await expect(get('/bad')).resolves.toMatchObject({ error: 'parse' });
  });

  it.each([
    ['/login', /redirects to another host, 127.+: is a sign-in in front/],
    ['/nowhere', /redirects \(302\) to nowhere|redirects more than 3 times/],
    ['/loop', /redirects more than 3 times/],
    ['/page', /answers text\/html, not JSON: is it the API, or the page/],
    ['/cut', /answers JSON that ends early or is none/],
    ['/broken', /cannot be asked/],
    ['/silent', /did not answer within 0.5 s/],
    ['/gone', /answers 502/],
    ['/missing', /answers 404/],
    ['/refused', /refuses \(401\)/],
    ['/late', /clock behind .+ is off by 1440 min/],
  ])('%s is no answer: %s', async (path, message) => {
    const failed = get(path);
    await expect(failed).rejects.toThrow(SignalSourceError);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow('canary');
    expect(elsewhere.asked).toEqual([]);
  });

  it('stops at what is too large', async () => {
    await expect(get('/huge', { timeoutMs: 20_000 })).rejects.toThrow(
      'answers more than 64 MiB',
    );
  });

  it('tells why a connection did not come about', async () => {
    const closed = await listening({});
    await closed.close();
    await expect(get('/x', {}, closed.url)).rejects.toThrow(/ECONNREFUSED/);
    await expect(
      get('/x', {}, store.url.replace('http:', 'https:')),
    ).rejects.toThrow(/cannot be asked: .*(ssl|SSL|wrong version)/);
  });

  it('stops when the scan is stopped', async () => {
    const controller = new AbortController();
    const client = SignalClient.create(
      sourceConfig(store.url, { timeoutMs: 9000 }),
    );
    const asked = client.get({ path: '/silent', query: {} }, controller.signal);
    controller.abort(new Error('scan stopped'));
    await expect(asked).rejects.toThrow('scan stopped');
  });
});
