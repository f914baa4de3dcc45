import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type ListeningCluster, SAMPLE_TOKENS, createSampleCluster } from '..';

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

  it('refuses a port that is taken', async () => {
    const other = createSampleCluster({ objects: [] });
    await expect(other.listen(server.port)).rejects.toThrow('EADDRINUSE');
  });
});
