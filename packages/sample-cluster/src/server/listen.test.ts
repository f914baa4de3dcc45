import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import {
  type ListeningCluster,
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  createSampleCluster,
} from '..';

const HUGE = 1_500_000;

describe('listen', () => {
  let server: ListeningCluster;
  beforeAll(async () => {
    const sample = createSampleCluster({
      objects: [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name: 'huge',
            namespace: 'shop',
            annotations: { note: 'x'.repeat(HUGE) },
          },
        },
      ],
    });
    server = await sample.listen();
  });
  afterAll(() => server.close());

  function raw(path: string, headers: Record<string, string>) {
    return new Promise<{ encoding?: string; status?: number; body: Buffer }>(
      (resolve, reject) => {
        request(
          `${server.url}${path}`,
          {
            headers: {
              authorization: `Bearer ${SAMPLE_TOKENS.scanner}`,
              ...headers,
            },
          },
          response => {
            const chunks: Buffer[] = [];
            response.on('data', chunk => chunks.push(chunk));
            response.on('end', () =>
              resolve({
                status: response.statusCode,
                encoding: response.headers['content-encoding'],
                body: Buffer.concat(chunks),
              }),
            );
          },
        )
          .on('error', reject)
          .end();
      },
    );
  }

  it('serves an object of 1.5 MB, plain and compressed', async () => {
    const plain = await raw('/api/v1/pods', {});
    expect(plain.encoding).toBeUndefined();
    expect(plain.body.length).toBeGreaterThan(HUGE);
    const zipped = await raw('/api/v1/pods', { 'accept-encoding': 'gzip' });
    expect(zipped.encoding).toBe('gzip');
    expect(zipped.body.length).toBeLessThan(HUGE / 10);
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
  });

  it('leaves small bodies alone', async () => {
    const answer = await raw('/version', { 'accept-encoding': 'gzip' });
    expect(answer.status).toBe(200);
    expect(answer.encoding).toBeUndefined();
  });

  it('serves the same over TLS, trusted through its certificate', async () => {
    const config = parse(
      (await raw('/__sample/kubeconfig', {})).body.toString(),
    );
    const [{ cluster }] = config.clusters;
    expect(cluster.server).toBe(server.httpsUrl);
    const ca = Buffer.from(cluster['certificate-authority-data'], 'base64');
    const get = (options: object) =>
      new Promise<{ status?: number }>((resolve, reject) => {
        secureRequest(`${server.httpsUrl}/version`, options, response => {
          response.resume();
          resolve({ status: response.statusCode });
        })
          .on('error', reject)
          .end();
      });
    expect(await get({ ca })).toEqual({ status: 200 });
    expect(await get({ ca, host: 'localhost' })).toEqual({ status: 200 });
    await expect(get({})).rejects.toThrow('self-signed certificate');
  });

  it('hands out a kubeconfig with a context for each user', async () => {
    const config = parse(
      (await raw('/__sample/kubeconfig', {})).body.toString(),
    );
    expect(config['current-context']).toBe(SAMPLE_USER_NAMES.demo);
    expect(
      config.contexts.map(({ name }: { name: string }) => name).sort(),
    ).toEqual(Object.values(SAMPLE_USER_NAMES).sort());
  });

  it('refuses a port that is taken', async () => {
    const other = createSampleCluster({ objects: [] });
    await expect(other.listen(server.port)).rejects.toThrow('EADDRINUSE');
  });
});
